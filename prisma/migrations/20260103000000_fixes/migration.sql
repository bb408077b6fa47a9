-- Changes that may have mended paths, what their proof says, and how that went on.

-- CreateTable
CREATE TABLE "fix" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "namespace" TEXT,
    "target_id" TEXT,
    "node" TEXT,
    "what" TEXT NOT NULL,
    "diff" JSONB NOT NULL DEFAULT '[]',
    "remedy" TEXT,
    "causes" TEXT[],
    "aim" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "noticed" TEXT NOT NULL,
    "by" TEXT,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'not_proven',
    "proven_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "proof" JSONB,

    CONSTRAINT "fix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fix_state" (
    "fix_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "fix_state_pkey" PRIMARY KEY ("fix_id","at")
);

-- CreateIndex
CREATE UNIQUE INDEX "fix_key_key" ON "fix"("key");

-- CreateIndex
CREATE INDEX "fix_applied_at_idx" ON "fix"("applied_at");

-- CreateIndex
CREATE INDEX "fix_target_id_idx" ON "fix"("target_id");

-- CreateIndex
CREATE INDEX "fact_span_valid_from_idx" ON "fact_span"("valid_from");
