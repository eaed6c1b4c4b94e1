using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class ClassRulesTests
{
    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            ClassRules.Partial,
            "a class that is not partial",
            Declared.Declaring(declaration => declaration with { IsPartial = false }),
            new SpecificationPath(Section.Model),
            "Class Emoji is not partial, so the generator cannot add the model to it. Write 'partial class Emoji'."),
        RuleCase.Allows(ClassRules.Partial, "a partial class", Declared.Model),
        RuleCase.Flags(
            ClassRules.NotStatic,
            "a static class",
            Declared.Declaring(declaration => declaration with { IsStatic = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji is static, but a model is an object with weights of its own. Remove 'static'."),
        RuleCase.Allows(ClassRules.NotStatic, "an internal class", Declared.Declaring(declaration => declaration with { Accessibility = "internal" })),
        RuleCase.Flags(
            ClassRules.NotAbstract,
            "an abstract class",
            Declared.Declaring(declaration => declaration with { IsAbstract = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji is abstract, but the generated code makes instances of it. Remove 'abstract'."),
        RuleCase.Allows(ClassRules.NotAbstract, "a class that can be made", Declared.Model),
        RuleCase.Flags(
            ClassRules.NotGeneric,
            "a generic class",
            Declared.Declaring(declaration => declaration with { IsGeneric = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji has type parameters, but a model is fixed when it is built. Remove the type parameters."),
        RuleCase.Allows(ClassRules.NotGeneric, "a class without type parameters", Declared.Model),
        RuleCase.Flags(
            ClassRules.NotNested,
            "a class in a class",
            Declared.Declaring(declaration => declaration with { IsNested = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji is declared inside another type. Move it out, directly into a namespace."),
        RuleCase.Allows(ClassRules.NotNested, "a class in the global namespace", Declared.Declaring(declaration => declaration with { Namespace = "" })),
        RuleCase.Flags(
            ClassRules.NoBaseClass,
            "a base class",
            Declared.Declaring(declaration => declaration with { BaseClass = "Module<Tensor, Tensor>" }),
            new SpecificationPath(Section.Model),
            "Class Emoji derives from Module<Tensor, Tensor>, but the generated part derives it from the model class of the runtime. Remove 'Module<Tensor, Tensor>'; interfaces may stay."),
        RuleCase.Allows(ClassRules.NoBaseClass, "a class without base class", Declared.Model),
        RuleCase.Flags(
            ClassRules.NoRecord,
            "a record",
            Declared.Declaring(declaration => declaration with { IsRecord = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji is a record, but a model derives from the model class of the runtime, which a record cannot. Write 'partial class Emoji'."),
        RuleCase.Allows(ClassRules.NoRecord, "a class", Declared.Model),
        RuleCase.Flags(
            ClassRules.NotFileLocal,
            "a class local to its file",
            Declared.Declaring(declaration => declaration with { IsFileLocal = true }),
            new SpecificationPath(Section.Model),
            "Class Emoji is declared 'file', but the generated part stands in another file. Remove 'file'; 'internal' keeps it within the project."),
        RuleCase.Allows(ClassRules.NotFileLocal, "an internal class", Declared.Declaring(declaration => declaration with { Accessibility = "internal" })),
        RuleCase.Flags(
            ClassRules.NoConstructorClash,
            "a constructor with a seed",
            Declared.Declaring(declaration => declaration with { Constructor = ConstructorClash.SameParameters }),
            new SpecificationPath(Section.Model),
            "A constructor of class Emoji has the parameters of the generated constructor Emoji(long seed = 0). Remove it, or give it other parameters and let it call ': this(seed)'."),
        RuleCase.Flags(
            ClassRules.NoConstructorClash,
            "a primary constructor",
            Declared.Declaring(declaration => declaration with { Constructor = ConstructorClash.Primary }),
            new SpecificationPath(Section.Model),
            "A constructor of class Emoji is a primary one, which would have to be called by the generated constructor Emoji(long seed = 0). Remove the parameters after 'class Emoji'; a constructor of yours can take them and call ': this(seed)'."),
        RuleCase.Flags(
            ClassRules.NoConstructorClash,
            "a constructor that calls none",
            Declared.Declaring(declaration => declaration with { Constructor = ConstructorClash.NotChained }),
            new SpecificationPath(Section.Model),
            "A constructor of class Emoji does not call the generated constructor Emoji(long seed = 0). Let it call ': this()' or ': this(seed)', so that the model is built."),
        RuleCase.Allows(ClassRules.NoConstructorClash, "no constructor", Declared.Model),
        RuleCase.Flags(
            ClassRules.NoMemberClash,
            "a property called as a generated type",
            Declared.Declaring(declaration => declaration with { ClashingMembers = Declared.List("Batch") }),
            new SpecificationPath(Section.Model),
            "Class Emoji has a member 'Batch', but the generated part of the class has one of that name too. Rename yours."),
        RuleCase.Allows(ClassRules.NoMemberClash, "no member that clashes", Declared.Model),
        RuleCase.Flags(
            ClassRules.FreeClassName,
            "a class called as a generated type",
            Declared.Declaring(declaration => declaration with { Name = "Output" }),
            new SpecificationPath(Section.Model),
            "'Output' cannot be the name of a model, because the generated code needs that name itself. Choose another, for example 'OutputModel'."),
        RuleCase.Allows(ClassRules.FreeClassName, "a class called as a member of a batch", Declared.Declaring(declaration => declaration with { Name = "Labels" })),
        RuleCase.Flags(
            ClassRules.RecentLanguage,
            "C# 12",
            Declared.Declaring(declaration => declaration with { OldLanguage = "12.0" }),
            new SpecificationPath(Section.Model),
            "Class Emoji is compiled as C# 12.0, but its modalities are partial properties, which need C# 13.0. Remove LangVersion from the project, or give 13.0 or later."),
        RuleCase.Flags(
            ClassRules.MarkedAsModel,
            "a class without the attribute",
            Declared.Declaring(declaration => declaration with { IsMarked = false }),
            new SpecificationPath(Section.Model),
            "Class Emoji declares modalities or parts of a model, but is not marked as one. Write [I2MoEModel] before it."),
        RuleCase.Allows(ClassRules.MarkedAsModel, "a class with the attribute", Declared.Model),
        RuleCase.Allows(ClassRules.RecentLanguage, "a version that knows partial properties", Declared.Model),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
