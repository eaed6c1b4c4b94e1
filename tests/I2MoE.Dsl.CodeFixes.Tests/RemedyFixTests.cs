using I2MoE.Dsl.Specification.Remedies;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>Every proposal for every case of a rule gives a source that compiles and is free of the diagnostic.</summary>
public sealed class RemedyFixTests
{
    private static readonly RemedyCodeFixProvider s_provider = new();

    public static TheoryData<RuleCase> Flagged => [.. RuleCases.OfAttributes.Where(example => example.IsFlagged && RemedyTable.Rules.Contains(example.Rule))];

    [Theory]
    [MemberData(nameof(Flagged), DisableDiscoveryEnumeration = true)]
    public async Task Every_fix_compiles_and_is_free_of_the_diagnostic(RuleCase example)
    {
        Project project = Workbench.Create(AttributeClassWriter.Write(example.Specification));
        if ((await Workbench.DiagnoseAsync(project)).FirstOrDefault(found => found.Id == example.Rule.Id) is not { } diagnostic)
        {
            Assert.Equal(ExpertRules.NamesModalities, example.Rule); // a name in nameof is the compiler's: NearestNameTests
            return;
        }

        IReadOnlyList<CodeAction> offered = await Workbench.OfferAsync(project, s_provider, diagnostic);
        Finding finding = RuleTable.Check(example.Specification)[0];
        Assert.Equal(RemedyTable.Find(example.Specification, finding).Select(remedy => remedy.Title), offered.Select(action => action.Title));
        foreach (CodeAction action in offered)
        {
            Project mended = await Workbench.ApplyAsync(project, action);
            IReadOnlyList<Diagnostic> after = await Workbench.DiagnoseAsync(mended);
            Assert.True(
                after.All(other => other.Severity != DiagnosticSeverity.Error && other.Id != diagnostic.Id),
                $"{action.Title}:\n{string.Join("\n", after)}\n{await Workbench.TextAsync(mended)}");
        }
    }

    [Fact]
    public async Task Comments_and_line_breaks_stay()
    {
        const string Source = """
            /// <summary>Mine.</summary>
            [I2MoEModel] // a model
            [Classification(Classes = 2)] /* two */
            [TransformerFusion(
                Heads = 5, // as in the paper
                HiddenDim = 64)]
            [Reweighting(
                Layers = 1, // linear
                HiddenDim = 8,
                Dropout = 0.5 /* half */)]
            public partial class Model
            {
                // The first.
                [Modality(Features = 3), LinearEncoder]
                public partial Modality A { get; }

                [Modality(Features = 3), LinearEncoder] public partial Modality B { get; } // the second
            }
            """;
        Project project = await Workbench.FixAllAsync(Workbench.Create(Source), s_provider, "I2MOE303");
        project = await Workbench.FixAllAsync(project, s_provider, "I2MOE402");

        Assert.Equal(
            Source.Replace("Heads = 5", "Heads = 4", StringComparison.Ordinal)
                .Replace("    Layers = 1, // linear\n    HiddenDim = 8,\n    Dropout = 0.5 /* half */)]", "    Layers = 1 // linear\n)]", StringComparison.Ordinal),
            await Workbench.TextAsync(project));
        Assert.Empty(await Workbench.DiagnoseAsync(project));
    }

    [Theory]
    [InlineData("[Classification(Classes = 2)]\n", "", "I2MOE501", "[I2MoEModel]\n[ConcatFusion]\n[Classification(Classes = 2)]\npublic")]
    [InlineData("[ConcatFusion]\n", "", "I2MOE301", "[Classification(Classes = 2)]\n[TransformerFusion]\npublic")]
    [InlineData("[Modality(Features = 3), LinearEncoder]", "[Modality(Features = 3)]", "I2MOE209", "    [Modality(Features = 3), LinearEncoder]\n    public partial Modality A")]
    [InlineData("[ConcatFusion]\n", "[ConcatFusion]\n[EarlyFusion]\n", "I2MOE302", "[ConcatFusion]\npublic")]
    [InlineData("[ConcatFusion]\n", "[ConcatFusion]\n[Experts(Uniqueness = false, Synergy = false, InteractionLossWeight = 0.1)]\n", "I2MOE404", "[Experts(InteractionLossWeight = 0.1)]")]
    [InlineData("Modality A ", "Modality Losses ", "I2MOE206", "Modality LossesData ")]
    [InlineData("Modality A ", "Modality b ", "I2MOE204", "Modality B2 ")]
    [InlineData("[ConcatFusion]\n", "[ConcatFusion]\n[Experts(UniquenessOf = [\"AA\", nameof(B)])]\n", "I2MOE405", "UniquenessOf = [nameof(A), nameof(B)]")]
    [InlineData("[ConcatFusion]\n", "[ConcatFusion]\n[Experts(UniquenessOf = [nameof(B), nameof(B)])]\n", "I2MOE410", "UniquenessOf = [nameof(B)]")]
    public async Task The_first_proposal_is_the_one_expected(string old, string @new, string id, string expected)
    {
        Project project = Workbench.Create(Sources.Small.Replace(old, @new, StringComparison.Ordinal));
        Diagnostic diagnostic = (await Workbench.DiagnoseAsync(project)).First(found => found.Id == id);
        Project mended = await Workbench.ApplyAsync(project, (await Workbench.OfferAsync(project, s_provider, diagnostic))[0]);

        Assert.Contains(expected, await Workbench.TextAsync(mended), StringComparison.Ordinal);
        Assert.Empty(await Workbench.DiagnoseAsync(mended));
    }

    [Fact]
    public async Task All_models_of_a_project_are_mended_together()
    {
        string wrong = Sources.Small.Replace("ConcatFusion", "ConcatFusion(Layers = 1, Dropout = 0.2)", StringComparison.Ordinal);
        Project project = Workbench.Create(("One.cs", wrong), ("Two.cs", wrong.Replace("class Model", "class Other", StringComparison.Ordinal)));
        Project mended = await Workbench.FixAllAsync(project, s_provider, "I2MOE306");

        Assert.Empty(await Workbench.DiagnoseAsync(mended));
        Assert.Contains("[ConcatFusion(Layers = 1)]", await Workbench.TextAsync(mended, "Two.cs"), StringComparison.Ordinal);
    }
}
