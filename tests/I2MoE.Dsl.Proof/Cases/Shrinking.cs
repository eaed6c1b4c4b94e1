using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Proof.Compilation;

namespace I2MoE.Proof.Cases;

/// <summary>Makes the specification of a failure as small as it stays one: without modalities and options, with the plainest components.</summary>
internal static class Shrinking
{
    private const int Attempts = 60;

    /// <summary>The smallest case that was found to fail in the same way.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="fails">The failure of a case, of the same kind; null where there is none.</param>
    public static Failure Shrink(Failure failure, Func<ProofCase, Failure?> fails)
    {
        int attempts = 0;
        for (bool isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (ModelSpecification candidate in Smaller(failure.Case.Specification))
            {
                if (attempts++ == Attempts)
                {
                    return failure;
                }

                if (fails(failure.Case with { Specification = candidate }) is { } smaller)
                {
                    failure = smaller;
                    isSmaller = true;
                    break;
                }
            }
        }

        return failure;
    }

    private static IEnumerable<ModelSpecification> Smaller(ModelSpecification specification)
    {
        for (int i = specification.Modalities.Count - 1; i >= 0; i--)
        {
            yield return specification with { Modalities = specification.Modalities.Where((_, index) => index != i).ToEquatableArray() };
        }

        foreach ((Component component, SpecificationPath path) in specification.Components)
        {
            if (component.Given.Count > 1)
            {
                yield return Parts.Replace(specification, path, Component.WithDefaults(component.Definition));
            }

            foreach (OptionValue given in component.Given)
            {
                yield return Parts.Replace(specification, path, component with { Given = component.Given.Where(value => value != given).ToEquatableArray() });
            }
        }

        for (int i = 0; i < specification.Modalities.Count; i++)
        {
            ModalitySpecification plain = Plain(specification.Modalities[i].Name);
            if (plain != specification.Modalities[i])
            {
                yield return Parts.Replace(specification, i, plain);
            }
        }
    }

    private static ModalitySpecification Plain(string name) => new()
    {
        Name = name,
        Options = new(ModalityOptions.Definition, new[] { new OptionValue(ModalityOptions.Features.Name, 3) }.ToEquatableArray()),
        Encoders = new[] { Component.WithDefaults(LinearEncoderOptions.Definition) }.ToEquatableArray(),
    };
}
