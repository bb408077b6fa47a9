-- CreateTable
CREATE TABLE "push_token" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "cluster_name" TEXT NOT NULL,
    "namespaces" TEXT[],
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "allowance" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "allowance_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_sender" (
    "token_id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "highest" BIGINT NOT NULL DEFAULT 0,
    "recorded" BIGINT NOT NULL DEFAULT 0,
    "lost" BIGINT NOT NULL DEFAULT 0,
    "skew_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "interval_seconds" DOUBLE PRECISION NOT NULL DEFAULT 60,
    "pod_uid" TEXT,
    "subject" TEXT NOT NULL,
    "trouble" TEXT,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_sender_pkey" PRIMARY KEY ("token_id","sender")
);

-- CreateTable
CREATE TABLE "push_seen" (
    "token_id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "push_seen_pkey" PRIMARY KEY ("token_id","sender","sequence")
);

-- CreateTable
CREATE TABLE "push_inbox" (
    "id" BIGSERIAL NOT NULL,
    "token_id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_request" (
    "id" BIGSERIAL NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "peer" TEXT,
    "peer_name" TEXT,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB,
    "code" TEXT,
    "detail" TEXT,

    CONSTRAINT "check_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "push_token_name_key" ON "push_token"("name");

-- CreateIndex
CREATE UNIQUE INDEX "push_token_hash_key" ON "push_token"("hash");

-- CreateIndex
CREATE INDEX "push_sender_last_at_idx" ON "push_sender"("last_at");

-- CreateIndex
CREATE INDEX "push_inbox_token_id_idx" ON "push_inbox"("token_id");

-- CreateIndex
CREATE INDEX "check_request_target_id_requested_at_idx" ON "check_request"("target_id", "requested_at");

-- CreateIndex
CREATE INDEX "check_request_requested_at_idx" ON "check_request"("requested_at");
