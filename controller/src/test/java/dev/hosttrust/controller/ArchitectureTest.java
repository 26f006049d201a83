// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.io.PrintWriter;

/** The house: who may know whom. */
@AnalyzeClasses(packages = "dev.hosttrust", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify.annotations..";

  @ArchTest
  static final ArchRule wordsKnowNobody =
      classes()
          .that()
          .resideInAPackage("dev.hosttrust.words..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(JAVA, JSPECIFY, "dev.hosttrust.words..");

  @ArchTest
  static final ArchRule agentKnowsTheWordsOnly =
      classes()
          .that()
          .resideInAPackage("dev.hosttrust.agent..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              JAVA,
              "javax.security.auth.x500..",
              JSPECIFY,
              "com.github.difflib..",
              "tools.jackson.core..",
              "dev.hosttrust.words..",
              "org.snakeyaml.engine..",
              "dev.hosttrust.agent..");

  /** Whoever handles a host without such files loads neither engine. */
  @ArchTest
  static final ArchRule oneRoomOfTheAgentKnowsTheYamlEngine =
      noClasses()
          .that()
          .resideInAPackage("dev.hosttrust.agent..")
          .and()
          .resideOutsideOfPackage("dev.hosttrust.agent.yaml")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule oneRoomOfTheAgentKnowsTheJsonReader =
      noClasses()
          .that()
          .resideInAPackage("dev.hosttrust.agent..")
          .and()
          .resideOutsideOfPackage("dev.hosttrust.agent.json")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule inventoriesKnowTheWordsOnly =
      classes()
          .that()
          .resideInAPackage("dev.hosttrust.inventories..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              JAVA,
              JSPECIFY,
              "javax.crypto..",
              "tools.jackson..",
              "org.snakeyaml.engine..",
              "dev.hosttrust.words..",
              "dev.hosttrust.inventories..");

  /** The packages that {@code package-info.java} of {@code inventories} names are the way in. */
  @ArchTest
  static final ArchRule theInsideOfInventoriesStaysInside =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hosttrust.inventories..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.hosttrust.inventories..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.hosttrust.inventories",
                          "dev.hosttrust.inventories.connection",
                          "dev.hosttrust.inventories.kubernetes",
                          "dev.hosttrust.inventories.values",
                          "dev.hosttrust.inventories.vault")));

  @ArchTest
  static final ArchRule planningIsPure =
      noClasses()
          .that()
          .resideInAnyPackage("dev.hosttrust.agent.plan..", "dev.hosttrust.agent.facts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..");

  @ArchTest
  static final ArchRule oneLibraryDoesNotLoadTheOther =
      noClasses()
          .that()
          .resideInAPackage("dev.hosttrust.controller..")
          .and()
          .resideOutsideOfPackages(
              "dev.hosttrust.controller.ssh.sshd..", "dev.hosttrust.controller.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.sshd..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule jschStaysInItsRoom =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hosttrust.controller.ssh.jsch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.jcraft.jsch..");

  @ArchTest
  static final ArchRule nobodyCallsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hosttrust.controller.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.hosttrust.controller.cli..", "picocli..");

  /** Lines makes printable whatever it is given. The others print scripts, and ask questions. */
  @ArchTest
  static final ArchRule onlyLinesPrints =
      noClasses()
          .that()
          .resideInAPackage("dev.hosttrust.controller..")
          .and()
          .doNotHaveFullyQualifiedName("dev.hosttrust.controller.report.Lines")
          .and()
          .doNotHaveFullyQualifiedName("dev.hosttrust.controller.cli.CompletionCommand")
          .and()
          .doNotHaveFullyQualifiedName("dev.hosttrust.controller.process.TerminalPrompt")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(PrintWriter.class).or(assignableTo(PrintStream.class))))
                  .and(target(nameMatching("print.*|format|write|append"))));

  @ArchTest
  static final ArchRule testHostsAreForTests =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hosttrust.testhosts..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.hosttrust.testhosts..");

  /** Every package is a slice of its own, those inside others too. */
  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("dev.hosttrust.(**)").should().beFreeOfCycles();
}
