-- A device that no list of the control plane has named, only the status of a pod: less is known of it.

-- AlterTable
ALTER TABLE "device" ADD COLUMN "told" BOOLEAN NOT NULL DEFAULT false;
