// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that takes one value and may be given once: it says which trust, which rollout, which
 * plan or which hosts are meant, and whoever gives it twice means both. Of other options that take
 * one value the last counts, as with Ansible and ssh, so that it can take the place of a script's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Once {}
