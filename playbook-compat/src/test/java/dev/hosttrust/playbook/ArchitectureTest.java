// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the collection has to carry. */
@AnalyzeClasses(
    packages = "dev.hosttrust.playbook",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theBridgeNeedsTheAgentAndAJsonLibraryOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations..",
              "tools.jackson.core..",
              "dev.hosttrust.words..",
              "dev.hosttrust.agent..",
              "dev.hosttrust.playbook..");
}
