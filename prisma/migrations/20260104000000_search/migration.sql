-- What a search by an address asks: whose it is on the tailnet, and who is seen at it from outside.
CREATE INDEX "device_addresses_idx" ON "device" USING GIN ("addresses");

CREATE INDEX "fact_span_public_addresses_idx" ON "fact_span" USING GIN ("value")
  WHERE "facet" = 'public_addresses' AND "valid_to" IS NULL;

-- Pods that are gone outnumber those that run by far.
CREATE INDEX "target_pod_running_idx" ON "target_pod" ("target_id") WHERE "gone_at" IS NULL;
