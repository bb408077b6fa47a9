-- Weekly reviews as they were computed, and what people wrote beside them. The body is text and no JSON of the database's:
-- it stays byte for byte what it was.

-- CreateTable
CREATE TABLE "review" (
    "week" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("week","scope")
);

-- CreateTable
CREATE TABLE "review_note" (
    "id" BIGSERIAL NOT NULL,
    "week" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "review_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_note_week_idx" ON "review_note"("week");
