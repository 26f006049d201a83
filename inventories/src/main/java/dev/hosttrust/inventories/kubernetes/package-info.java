/**
 * The nodes of a Kubernetes cluster as hosts: asked for through kubectl, or read from what it
 * printed.
 */
@NullMarked
package dev.hosttrust.inventories.kubernetes;

import org.jspecify.annotations.NullMarked;
