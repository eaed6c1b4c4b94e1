namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the methods of the model that predict: inference, and the predictor of a trained one.</summary>
internal static class InferenceEmitter
{
    private const string MultimodalBatch = "global::I2MoE.Dsl.Data.MultimodalBatch";

    /// <summary>Writes the methods that predict.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine($$"""
            /// <summary>Predicts without masking and without dropout.</summary>
            /// <param name="batch">The inputs; labels are not used.</param>
            public Output Infer(Batch batch) => Infer(batch.ToMultimodalBatch());

            /// <inheritdoc/>
            public override Output Infer({{MultimodalBatch}} batch) =>
                InferWith(batch, static (prediction, weights, experts) => new Output(prediction, weights, experts));

            /// <summary>Opens a trained model for many callers: plain values go in, named answers come out.</summary>
            /// <param name="folder">The folder of a run.</param>
            /// <param name="options">How callers are joined into batches, and where to compute; null for the defaults.</param>
            /// <returns>The predictor, to be disposed.</returns>
            public static {{AnswerEmitter.Predictor(model)}} LoadPredictor(string folder, global::I2MoE.Dsl.Prediction.PredictorOptions? options = null) =>
                global::I2MoE.Dsl.Prediction.Predictor.Open<{{model.ClassName}}, Input, Answer>(folder, Experiment, static sample => new Answer(sample), options);

            """);
    }
}
