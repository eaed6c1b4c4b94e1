using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.CodeFixes.Tests;

public sealed class NearestNameTests
{
    private static readonly NearestNameCodeFixProvider s_provider = new();

    [Theory]
    [InlineData("[ConcatFusion]", "[ConcatFusion(Layer = 3)]", "[ConcatFusion(Layers = 3)]")]
    [InlineData("[ConcatFusion]", "[ConcatFussion]", "[ConcatFusion]")]
    [InlineData("[ConcatFusion]", "[I2MoE.Dsl.ConcatFusoin]", "[I2MoE.Dsl.ConcatFusion]")]
    [InlineData("[ConcatFusion]", "[ConcatFusion, Experts(Masking = Masking.Zeros)]", "Masking = Masking.Zero)")]
    [InlineData("[ConcatFusion]", "[ConcatFusion, Experts(UniquenessOf = [nameof(AA), nameof(B)])]", "[nameof(A), nameof(B)]")]
    [InlineData("MlpEncoder", "MlpEncodr", "MlpEncoder")]
    [InlineData("MlpEncoder", "MlpEncoder(Hiden = 8, Dropot = 0.1)", "MlpEncoder(Hiden = 8, Dropout = 0.1)")]
    public async Task A_name_that_the_compiler_does_not_know_becomes_the_nearest(string old, string wrong, string expected)
    {
        Project project = Workbench.Create(Sources.Small.Replace(old, wrong, StringComparison.Ordinal));
        Diagnostic[] unknown = [.. (await Workbench.DiagnoseAsync(project)).Where(found => s_provider.FixableDiagnosticIds.Contains(found.Id))];
        Assert.NotEmpty(unknown);
        Project mended = await Workbench.ApplyAsync(project, (await Workbench.OfferAsync(project, s_provider, unknown[^1])).Single());

        Assert.Contains(expected, await Workbench.TextAsync(mended), StringComparison.Ordinal);
        if (!wrong.Contains("Hiden", StringComparison.Ordinal))
        {
            Assert.Empty(await Workbench.DiagnoseAsync(mended));
        }
    }

    [Fact]
    public async Task A_name_outside_attributes_or_far_from_all_is_left_alone()
    {
        Project project = Workbench.Create(Sources.Small.Replace("[ConcatFusion]", "[Quite(Different = 1)]", StringComparison.Ordinal) + "internal class Other { Modalty? x; }");
        foreach (Diagnostic diagnostic in (await Workbench.DiagnoseAsync(project)).Where(found => s_provider.FixableDiagnosticIds.Contains(found.Id)))
        {
            Assert.Empty(await Workbench.OfferAsync(project, s_provider, diagnostic));
        }
    }
}
