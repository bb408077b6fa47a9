-- When links were sent to and did not answer.

-- CreateTable
CREATE TABLE "link_silence" (
    "observer" TEXT NOT NULL,
    "peer" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_silence_pkey" PRIMARY KEY ("observer","peer","started_at")
);

-- CreateIndex
CREATE INDEX "link_silence_target_id_ended_at_idx" ON "link_silence"("target_id", "ended_at");
