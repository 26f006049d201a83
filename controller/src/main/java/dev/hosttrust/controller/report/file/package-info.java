/**
 * Reports of a run as files: JSON, JUnit XML, a Prometheus textfile, a web page. What the run says
 * is kept while it goes on, each text once, and written when it ends.
 */
@NullMarked
package dev.hosttrust.controller.report.file;

import org.jspecify.annotations.NullMarked;
