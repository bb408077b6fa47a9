-- What the tailnet's settings say, as far as a path or a remedy depends on it; null where no scope shows them. And what the
-- tailnet is called by those who are in it: without the Tailscale API nobody else says so.

-- AlterTable
ALTER TABLE "tailnet" ADD COLUMN "settings" JSONB;
ALTER TABLE "tailnet" ADD COLUMN "called" TEXT;
