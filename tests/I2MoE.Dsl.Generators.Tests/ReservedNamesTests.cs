using I2MoE.Dsl.Specification.Rules;
using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>A modality cannot take the name of a member that the generated class has anyway.</summary>
public sealed class ReservedNamesTests
{
    private const string ModelName = "BreastCancer.BreastCancerModel";

    private static readonly Compilation s_compilation = Project.Of(Sources.BreastCancer).Output;

    [Theory]
    [InlineData(ModelName)]
    [InlineData(ModelName + "+Batch")]
    [InlineData("I2MoE.Dsl.Models.ModelBatch")]
    [InlineData("I2MoE.Dsl.Models.InteractionModel")]
    [InlineData("I2MoE.Dsl.Models.MultimodalModel")]
    public void Every_member_that_is_not_made_from_a_modality_is_reserved(string typeName)
    {
        INamedTypeSymbol type = s_compilation.GetTypeByMetadataName(typeName)!;
        IEnumerable<string> free = type.GetMembers()
            .Where(member => member.CanBeReferencedByName && !IsPrivateDetail(member))
            .Select(member => member.Name)
            .Except(["Mean", "StandardError", "Worst"])
            .Where(name => !ReservedNames.Contains(name));

        Assert.Empty(free);
    }

    // A modality of such a name would hide the member, which is a warning.
    [Fact]
    public void Every_member_of_torchs_modules_is_reserved()
    {
        IEnumerable<string> visible = s_compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module")!.GetMembers()
            .Where(member => member.CanBeReferencedByName && s_compilation.IsSymbolAccessibleWithin(member, s_compilation.GetTypeByMetadataName(ModelName)!))
            .Select(member => member.Name)
            .Where(name => !ReservedNames.All.Contains(name))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(visible, ReservedNames.OfModules);
    }

    [Fact]
    public void The_names_that_a_member_cannot_have_are_those_of_the_generated_part()
    {
        ILookup<bool, string> members = s_compilation.GetTypeByMetadataName(ModelName)!.GetMembers()
            .Where(member => member.CanBeReferencedByName && !IsPrivateDetail(member))
            .Where(member => member.Name is not ("Mean" or "StandardError" or "Worst"))
            .ToLookup(member => member is IMethodSymbol, member => member.Name);

        Assert.Equal(members[false].Distinct().Order(StringComparer.Ordinal), ReservedNames.GeneratedMembers);
        Assert.Equal(members[true].Distinct().Order(StringComparer.Ordinal), ReservedNames.GeneratedMethods);
    }

    [Theory]
    [InlineData("internal Model(string name, long seed) : this(seed) => Name = name;\n    internal string Name { get; } = \"\";")]
    [InlineData("internal static int CreateTrainer(string name) => name.Length;")]
    [InlineData("internal int Size { get; set; }")]
    public async Task Members_of_the_users_own_stand_beside_the_generated_ones(string member) =>
        Assert.Empty(await Project.Of(Sources.WithModalities("A", "B").Replace("class Model\n{", "class Model\n{\n    " + member, StringComparison.Ordinal)).DiagnoseAsync());

    // Fields have prefixes, and the private classes of indices give way to a modality's name.
    private static bool IsPrivateDetail(ISymbol member) =>
        member is IFieldSymbol || (member is INamedTypeSymbol && member.DeclaredAccessibility == Accessibility.Private);
}
