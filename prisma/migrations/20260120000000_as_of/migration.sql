-- What a moment in the past is answered from: what diagnosis said before it said something else.

-- CreateTable
CREATE TABLE "diagnosis_past" (
    "target_id" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "diagnosis_past_pkey" PRIMARY KEY ("target_id","replaced_at")
);

-- CreateTable
CREATE TABLE "finding_past" (
    "finding_id" BIGINT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "certainty" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "finding_past_pkey" PRIMARY KEY ("finding_id","replaced_at")
);

-- CreateIndex
CREATE INDEX "diagnosis_past_replaced_at_idx" ON "diagnosis_past"("replaced_at");

-- CreateIndex
CREATE INDEX "finding_past_replaced_at_idx" ON "finding_past"("replaced_at");

-- CreateIndex
CREATE INDEX "finding_closed_at_idx" ON "finding"("closed_at");

-- Which spans cover a moment: by their end alone, a moment long ago would read all that came after it.
CREATE INDEX "path_span_covers_idx" ON "path_span" USING GIST (tstzrange("started_at", "ended_at"));
