using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>A bug in the generator is one clear diagnostic for the model it concerns.</summary>
public sealed class InternalErrorTests
{
    [Fact]
    public void An_internal_failure_names_the_model_and_asks_for_a_report()
    {
        GeneratorDriverRunResult result = Run(
            declaration => declaration.FullName == "ReviewModel" ? throw new InvalidOperationException("first line\nsecond line") : "// fine",
            CancellationToken.None);

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("I2MOE900", diagnostic.Id);
        Assert.Equal(
            "The I2MoE generator failed on model 'ReviewModel' (InvalidOperationException: first line second line); this is a bug in I2MoE.Dsl, "
            + "so please report it with the declaration of the model at https://github.com/i2moe/I2MoE.Dsl/issues",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(result.Results.Single().GeneratedSources, file => file.HintName == Sources.BreastCancerFile);
    }

    [Fact]
    public void Cancellation_is_passed_on()
    {
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run(
            _ =>
            {
                cancellation.Cancel();
                throw new OperationCanceledException(cancellation.Token);
            },
            cancellation.Token));
    }

    private static GeneratorDriverRunResult Run(Func<Declarations.ModelDeclaration, string> emit, CancellationToken cancellationToken) =>
        CSharpGeneratorDriver.Create(new ModelGenerator(emit))
            .RunGenerators(Project.Of(Sources.BreastCancer, Sources.Concat).Source, cancellationToken)
            .GetRunResult();
}
