using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the typed output: the prediction with one named weight and one named output an expert.</summary>
internal static class OutputEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>Writes the output and its two views.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        string outputs = $"[B, {Literals.Of(model.Outputs)}]";
        string outputName = model.TaskDefinition.OutputName;
        string description = model.HasOwnBase ? "null!" : "s_parts.Description"; // Without parts it only has to compile.
        writer.WriteLine($$"""
            /// <summary>A prediction and what it is made of. Dispose it when it is no longer needed.</summary>
            public sealed class Output : global::I2MoE.Dsl.Models.InteractionOutput
            {
                internal Output({{Tensor}} prediction, {{Tensor}} weights, {{Tensor}} experts)
                    : base({{description}}, prediction, weights, experts)
                {
                }

                /// <summary>The weight of every expert, [B] each; they sum to 1 a sample.</summary>
                public ExpertWeights Weights => new(this);

                /// <summary>The {{outputName}} of every expert, {{outputs}} each.</summary>
                public ExpertOutputs Experts => new(this);
            }

            """);
        WriteView(writer, model, "ExpertWeights", "weight", "[B]", "WeightsOf");
        WriteView(writer, model, "ExpertOutputs", outputName, outputs, "LogitsOf");
    }

    private static void WriteView(SourceWriter writer, EmittedModel model, string name, string content, string shape, string accessor)
    {
        writer.WriteLine($"/// <summary>The {content} of every expert, {shape} each.</summary>");
        using (writer.Block($"public readonly struct {name}"))
        {
            writer.WriteLine($$"""
                private readonly Output _output;

                internal {{name}}(Output output) => _output = output;
                """);
            foreach (ExpertSpecification expert in model.Experts)
            {
                writer.WriteLine($$"""

                    /// <summary>The {{content}} of {{expert.Phrase}}, {{shape}}.</summary>
                    public {{Tensor}} {{expert.Name}} => _output.{{accessor}}({{model.PlaceOf(expert)}});
                    """);
            }
        }

        writer.WriteLine();
    }
}
