using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using Catalogue = I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Creates the fusion bank that a specification names, as the catalogue describes its class.</summary>
internal static class SpecifiedFusions
{
    /// <summary>Creates a bank of as many fusions as <paramref name="initializer"/> has experts.</summary>
    public static FusionBank Create(Component fusion, int modalities, int outputs, ExpertInitializer initializer)
    {
        var definition = (FusionDefinition)fusion.Definition;
        return definition.RuntimeClass is not { } name
            ? (FusionBank)UserClasses.Create(fusion, Catalogue.CustomFusionOptions.Type, initializer.Experts, modalities, outputs, fusion.Get(definition.HiddenDim), initializer)
            : (FusionBank)RuntimeClass.Of<FusionBank>(name).Create(parameter => parameter.Name switch
            {
                "experts" => initializer.Experts,
                "modalities" => modalities,
                "outputs" => outputs,
                "options" => ComponentOptions.Bind(fusion, parameter.ParameterType),
                "initializer" => initializer,
                _ => throw new MissingMemberException(name, parameter.Name),
            });
    }
}
