-- The tables of prisma/schema.prisma. What Prisma cannot say is written by hand: PARTITION BY RANGE.
-- Partitions themselves are made by lib/store/ensurePartitions.ts and dropped by lib/store/maintain.ts.

-- CreateTable
CREATE TABLE "tailnet" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "derp_map" JSONB NOT NULL DEFAULT '[]',
    "policy" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tailnet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collector" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "version" TEXT NOT NULL,

    CONSTRAINT "collector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cluster" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "facts" JSONB,
    "detected" JSONB,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cluster_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target" (
    "id" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "workload" TEXT NOT NULL,
    "ordinal" INTEGER,
    "name" TEXT NOT NULL,
    "parent_type" TEXT,
    "parent_namespace" TEXT,
    "parent_name" TEXT,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "unjudged" TEXT,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "target_pod" (
    "uid" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ip" TEXT,
    "node" TEXT,
    "device_id" TEXT,
    "match_method" TEXT NOT NULL DEFAULT 'none',
    "container" TEXT NOT NULL,
    "version" TEXT,
    "facts" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "target_pod_pkey" PRIMARY KEY ("uid")
);

-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "addresses" TEXT[],
    "os" TEXT NOT NULL,
    "client_version" TEXT NOT NULL,
    "user" TEXT NOT NULL,
    "tags" TEXT[],
    "external" BOOLEAN NOT NULL,
    "ephemeral" BOOLEAN NOT NULL,
    "online" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact_span" (
    "id" BIGSERIAL NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "facet" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "fact_span_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observer_state" (
    "pod_uid" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "device_id" TEXT,
    "status_slot" TIMESTAMPTZ(3),
    "metrics_slot" TIMESTAMPTZ(3),
    "status_at" TIMESTAMPTZ(3),
    "metrics_at" TIMESTAMPTZ(3),
    "watched_until" TIMESTAMPTZ(3),
    "failed_rounds" INTEGER NOT NULL DEFAULT 0,
    "failure" JSONB,
    "metrics_failure" JSONB,
    "peers" JSONB NOT NULL DEFAULT '{}',
    "counters" JSONB NOT NULL DEFAULT '[]',
    "version" TEXT,
    "home_region" INTEGER,
    "net_info" JSONB,
    "endpoints" JSONB,

    CONSTRAINT "observer_state_pkey" PRIMARY KEY ("pod_uid")
);

-- CreateTable
CREATE TABLE "path_now" (
    "observer" TEXT NOT NULL,
    "peer" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "pod_uid" TEXT NOT NULL,
    "peer_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "family" TEXT,
    "endpoint" TEXT,
    "via" TEXT,
    "region" INTEGER,
    "why" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "idle_since" TIMESTAMPTZ(3),
    "active_since" TIMESTAMPTZ(3),
    "traffic_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "reason" TEXT,

    CONSTRAINT "path_now_pkey" PRIMARY KEY ("observer","peer")
);

-- CreateTable
CREATE TABLE "path_span" (
    "observer" TEXT NOT NULL,
    "peer" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "peer_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "family" TEXT,
    "endpoint" TEXT,
    "via" TEXT,
    "region" INTEGER,
    "why" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" TEXT NOT NULL,
    "reason" TEXT,
    "traffic_seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "path_span_pkey" PRIMARY KEY ("observer","peer","started_at","ended_at")
) PARTITION BY RANGE ("ended_at");

-- CreateTable
CREATE TABLE "gap" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "gap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round" (
    "target_id" TEXT NOT NULL,
    "pod_uid" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "code" TEXT,
    "detail" TEXT,

    CONSTRAINT "round_pkey" PRIMARY KEY ("pod_uid","source","slot")
) PARTITION BY RANGE ("slot");

-- CreateTable
CREATE TABLE "traffic_1m" (
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "path" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets" BIGINT NOT NULL,
    "estimated" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_1m_pkey" PRIMARY KEY ("target_id","bucket","path","direction")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "traffic_5m" (
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "path" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets" BIGINT NOT NULL,
    "estimated" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_5m_pkey" PRIMARY KEY ("target_id","bucket","path","direction")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "traffic_1h" (
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "path" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets" BIGINT NOT NULL,
    "estimated" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_1h_pkey" PRIMARY KEY ("target_id","bucket","path","direction")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "traffic_1d" (
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "path" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "packets" BIGINT NOT NULL,
    "estimated" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_1d_pkey" PRIMARY KEY ("target_id","bucket","path","direction")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "link_traffic_5m" (
    "observer" TEXT NOT NULL,
    "peer" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "rx" BIGINT NOT NULL,
    "tx" BIGINT NOT NULL,

    CONSTRAINT "link_traffic_5m_pkey" PRIMARY KEY ("observer","peer","bucket","kind")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "path_time_5m" (
    "target_id" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "path_time_5m_pkey" PRIMARY KEY ("target_id","bucket","kind")
) PARTITION BY RANGE ("bucket");

-- CreateTable
CREATE TABLE "region_latency" (
    "device_id" TEXT NOT NULL,
    "region" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ms" DOUBLE PRECISION NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "region_latency_pkey" PRIMARY KEY ("device_id","region","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "source_health" (
    "id" TEXT NOT NULL,
    "cluster_id" TEXT,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_ok_at" TIMESTAMPTZ(3),
    "last_try_at" TIMESTAMPTZ(3),
    "code" TEXT,
    "detail" TEXT,

    CONSTRAINT "source_health_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" BIGSERIAL NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "target_id" TEXT,
    "peer" TEXT,
    "code" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "certainty" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" TEXT NOT NULL DEFAULT 'fact',
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "diagnosis" (
    "target_id" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "diagnosis_pkey" PRIMARY KEY ("target_id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "cluster_id" TEXT,
    "target_id" TEXT,
    "title" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "target_cluster_id_namespace_name_idx" ON "target"("cluster_id", "namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "target_cluster_id_namespace_kind_workload_ordinal_key" ON "target"("cluster_id", "namespace", "kind", "workload", "ordinal");

-- CreateIndex
CREATE INDEX "target_pod_target_id_idx" ON "target_pod"("target_id");

-- CreateIndex
CREATE INDEX "target_pod_device_id_idx" ON "target_pod"("device_id");

-- CreateIndex
CREATE INDEX "target_pod_name_idx" ON "target_pod"("name");

-- CreateIndex
CREATE INDEX "fact_span_subject_kind_subject_id_facet_valid_from_idx" ON "fact_span"("subject_kind", "subject_id", "facet", "valid_from");

-- CreateIndex
CREATE INDEX "observer_state_target_id_idx" ON "observer_state"("target_id");

-- CreateIndex
CREATE INDEX "path_now_target_id_idx" ON "path_now"("target_id");

-- CreateIndex
CREATE INDEX "path_now_peer_idx" ON "path_now"("peer");

-- CreateIndex
CREATE INDEX "path_span_target_id_ended_at_idx" ON "path_span"("target_id", "ended_at");

-- CreateIndex
CREATE INDEX "path_span_peer_ended_at_idx" ON "path_span"("peer", "ended_at");

-- CreateIndex
CREATE INDEX "gap_subject_started_at_idx" ON "gap"("subject", "started_at");

-- CreateIndex
CREATE INDEX "round_slot_idx" ON "round"("slot");

-- CreateIndex
CREATE INDEX "round_target_id_slot_idx" ON "round"("target_id", "slot");

-- CreateIndex
CREATE INDEX "traffic_1m_bucket_idx" ON "traffic_1m"("bucket");

-- CreateIndex
CREATE INDEX "traffic_5m_bucket_idx" ON "traffic_5m"("bucket");

-- CreateIndex
CREATE INDEX "traffic_1h_bucket_idx" ON "traffic_1h"("bucket");

-- CreateIndex
CREATE INDEX "traffic_1d_bucket_idx" ON "traffic_1d"("bucket");

-- CreateIndex
CREATE INDEX "link_traffic_5m_target_id_bucket_idx" ON "link_traffic_5m"("target_id", "bucket");

-- CreateIndex
CREATE INDEX "path_time_5m_bucket_idx" ON "path_time_5m"("bucket");

-- CreateIndex
CREATE INDEX "finding_code_closed_at_idx" ON "finding"("code", "closed_at");

-- CreateIndex
CREATE INDEX "finding_target_id_closed_at_idx" ON "finding"("target_id", "closed_at");

-- CreateIndex
CREATE INDEX "finding_subject_kind_subject_id_idx" ON "finding"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE INDEX "event_target_id_at_idx" ON "event"("target_id", "at");

