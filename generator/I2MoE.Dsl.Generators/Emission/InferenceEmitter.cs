namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the methods of the model: inference.</summary>
internal static class InferenceEmitter
{
    private const string MultimodalBatch = "global::I2MoE.Dsl.Data.MultimodalBatch";

    /// <summary>Writes the methods that predict.</summary>
    public static void Write(SourceWriter writer)
    {
        writer.WriteLine($$"""
            /// <summary>Predicts without masking and without dropout.</summary>
            /// <param name="batch">The inputs; labels are not used.</param>
            public Output Infer(Batch batch) => Infer(batch.ToMultimodalBatch());

            /// <inheritdoc/>
            public override Output Infer({{MultimodalBatch}} batch) =>
                InferWith(batch, static (prediction, weights, experts) => new Output(prediction, weights, experts));

            """);
    }
}
