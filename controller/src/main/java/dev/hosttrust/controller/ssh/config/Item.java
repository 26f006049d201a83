// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

/** What a section of a configuration file holds. */
sealed interface Item permits Setting, OtherSetting, ConfigFile {}
