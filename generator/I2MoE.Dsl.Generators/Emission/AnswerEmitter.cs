using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the plain .NET types of one sample and of one answer.</summary>
internal static class AnswerEmitter
{
    private const string Prediction = "global::I2MoE.Dsl.Prediction.";
    private const string ByName = "global::System.Collections.Generic.IReadOnlyDictionary<string, ";
    private const string Numbers = "global::System.Collections.Generic.IReadOnlyList<double>";

    /// <summary>The type of the model's predictor.</summary>
    public static string Predictor(EmittedModel model) => $"{Prediction}Predictor<{model.ClassName}, {model.ClassName}.Input, {model.ClassName}.Answer>";

    /// <summary>Writes both types.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        WriteInput(writer, model);
        WriteAnswer(writer, model);
    }

    private static void WriteInput(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("/// <summary>One sample in plain values, as they stand in the data. A modality that is left out is missing.</summary>");
        using (writer.Block($"public sealed class Input : {Prediction}ISampleInput"))
        {
            foreach (EmittedModality modality in model.Modalities)
            {
                string values = modality.Vocabulary is int ids ? $"token ids 0 to {Literals.Of(unchecked(ids - 1))}" : "row by row; NaN is a missing value";
                writer.WriteLine($$"""
                    /// <summary>{{modality.Name}}, [{{modality.ShapeText}}], {{values}}.</summary>
                    public {{(modality.Vocabulary is null ? "float" : "int")}}[]? {{modality.BatchMember}} { get; init; }

                    """);
            }

            string with = string.Concat(model.Modalities.Select(modality => $"\n    .With({modality.Field}, {modality.BatchMember})"));
            writer.WriteLine($"{ByName}float[]> {Prediction}ISampleInput.ToSample() => new {Prediction}InputValues(){with}\n    .Values;");
        }

        writer.WriteLine();
    }

    private static void WriteAnswer(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("/// <summary>What a trained model says of one sample: numbers and names, nothing to dispose.</summary>");
        using (writer.Block($"public sealed class Answer : {Prediction}TypedAnswer"))
        {
            writer.WriteLine($$"""
                internal Answer({{Prediction}}SampleAnswer sample)
                    : base(sample)
                {
                }

                /// <summary>The weight of every expert; they sum to 1.</summary>
                public ExpertSay Weights => new(ByName().Weights);

                /// <summary>What every expert adds to the prediction, [{{Literals.Of(model.Outputs)}}] each: its weight times its own {{model.TaskDefinition.OutputName}}.</summary>
                public ExpertParts Contributions => new(ByName().Contributions);

                """);
            WriteExperts(writer, model, "ExpertSay", "double", "weight");
            writer.WriteLine();
            WriteExperts(writer, model, "ExpertParts", Numbers, "contribution");
        }

        writer.WriteLine();
    }

    private static void WriteExperts(SourceWriter writer, EmittedModel model, string name, string type, string content)
    {
        writer.WriteLine($"/// <summary>The {content} of every expert.</summary>");
        using (writer.Block($"public readonly struct {name}"))
        {
            writer.WriteLine($$"""
                private readonly {{ByName}}{{type}}> _values;

                internal {{name}}({{ByName}}{{type}}> values) => _values = values;
                """);
            foreach (ExpertSpecification expert in model.Experts)
            {
                writer.WriteLine($$"""

                    /// <summary>The {{content}} of {{expert.Phrase}}.</summary>
                    public {{type}} {{expert.Name}} => _values["{{expert.Name}}"];
                    """);
            }
        }
    }
}
