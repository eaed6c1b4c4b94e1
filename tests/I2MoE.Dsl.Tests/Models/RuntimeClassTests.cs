using System.Reflection;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Tests.Models;

/// <summary>The classes that the option catalogue names, from which generated code and specified models are made alike.</summary>
public sealed class RuntimeClassTests
{
    [Fact]
    public void Every_encoder_of_the_catalogue_has_a_class_that_takes_what_the_catalogue_says()
    {
        foreach (EncoderDefinition encoder in OptionCatalogue.Encoders.Where(encoder => encoder.RuntimeClass is not null))
        {
            string[] expected =
            [
                .. encoder.Sizes.Where(size => size.Length > 0),
                .. (string[])(encoder.MakesPatches ? ["patches"] : []),
                "embeddingDim",
                .. Options(encoder),
                "initializer",
            ];
            Assert.Equal(expected, Names(RuntimeClass.Of<Encoder>(encoder.RuntimeClass!)));
        }
    }

    [Fact]
    public void Every_fusion_of_the_catalogue_has_a_class_that_takes_what_the_catalogue_says()
    {
        foreach (FusionDefinition fusion in OptionCatalogue.Fusions.Where(fusion => fusion.RuntimeClass is not null))
        {
            Assert.Equal(["experts", "modalities", "outputs", "options", "initializer"], Names(RuntimeClass.Of<FusionBank>(fusion.RuntimeClass!)));
        }
    }

    [Fact]
    public void Every_task_of_the_catalogue_has_a_class_that_takes_its_options() =>
        Assert.All(OptionCatalogue.Tasks, task => Assert.Equal(["options"], Names(RuntimeClass.Of<Objective>(task.Objective))));

    [Fact]
    public void Every_record_of_options_is_the_one_of_its_component()
    {
        foreach ((ComponentDefinition definition, RuntimeClass found) in Classes())
        {
            ParameterInfo? options = found.Parameters.FirstOrDefault(parameter => parameter.Name == "options");
            Assert.Equal(definition.Options.Count > 0 ? $"{definition.AttributeName}Options" : null, options?.ParameterType.Name);
        }
    }

    // Only a class of the user's may have none, which its option then names.
    [Fact]
    public void Only_a_class_of_the_users_is_not_in_the_catalogue()
    {
        Assert.Equal(["custom"], OptionCatalogue.Encoders.Where(encoder => encoder.RuntimeClass is null).Select(encoder => encoder.Kind));
        Assert.Equal(["custom"], OptionCatalogue.Fusions.Where(fusion => fusion.RuntimeClass is null).Select(fusion => fusion.Kind));
    }

    private static IEnumerable<(ComponentDefinition Definition, RuntimeClass Found)> Classes() =>
    [
        .. OptionCatalogue.Encoders.Where(encoder => encoder.RuntimeClass is not null).Select(encoder => ((ComponentDefinition)encoder, RuntimeClass.Of<Encoder>(encoder.RuntimeClass!))),
        .. OptionCatalogue.Fusions.Where(fusion => fusion.RuntimeClass is not null).Select(fusion => ((ComponentDefinition)fusion, RuntimeClass.Of<FusionBank>(fusion.RuntimeClass!))),
        .. OptionCatalogue.Tasks.Select(task => ((ComponentDefinition)task, RuntimeClass.Of<Objective>(task.Objective))),
    ];

    private static string[] Options(ComponentDefinition definition) => definition.Options.Count > 0 ? ["options"] : [];

    private static IEnumerable<string?> Names(RuntimeClass found) => found.Parameters.Select(parameter => parameter.Name);
}
