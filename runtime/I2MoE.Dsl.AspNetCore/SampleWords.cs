using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Makes numbers of what a caller says in words: texts, and what the columns of a table say, as training read them.</summary>
internal abstract class SampleWords
{
    /// <summary>A model that takes numbers alone.</summary>
    public static SampleWords None { get; } = new NoWords();

    /// <summary>Whether a modality takes a text.</summary>
    public abstract bool TakesText(string modality);

    /// <summary>The columns by whose names a modality takes values; none where it takes only a list of numbers.</summary>
    public abstract IReadOnlyList<ModalityColumn> ColumnsOf(string modality);

    /// <summary>Whether a text stands for none, as such a cell did in training.</summary>
    public abstract bool IsMissing(string modality, string text);

    /// <summary>The token ids of a text.</summary>
    public abstract int[] TokensOf(string modality, string text);

    /// <summary>The features of what columns say.</summary>
    /// <exception cref="DatasetException">A column is unknown, or a number is none.</exception>
    public abstract float[] FeaturesOf(string modality, IReadOnlyDictionary<string, string?> cells);

    /// <summary>The words of the run that a predictor answers with.</summary>
    public static SampleWords Of<TModel>(Predictor<TModel> predictor)
        where TModel : MultimodalModel => new PredictorWords<TModel>(predictor);

    private sealed class NoWords : SampleWords
    {
        public override bool TakesText(string modality) => false;

        public override IReadOnlyList<ModalityColumn> ColumnsOf(string modality) => [];

        public override bool IsMissing(string modality, string text) => false;

        public override int[] TokensOf(string modality, string text) => [];

        public override float[] FeaturesOf(string modality, IReadOnlyDictionary<string, string?> cells) => [];
    }

    private sealed class PredictorWords<TModel>(Predictor<TModel> predictor) : SampleWords
        where TModel : MultimodalModel
    {
        public override bool TakesText(string modality) => predictor.WasText(modality);

        public override IReadOnlyList<ModalityColumn> ColumnsOf(string modality) => predictor.ColumnsOf(modality);

        public override bool IsMissing(string modality, string text) => predictor.IsMissing(modality, text);

        public override int[] TokensOf(string modality, string text) => predictor.TokensOf(modality, text);

        public override float[] FeaturesOf(string modality, IReadOnlyDictionary<string, string?> cells) => predictor.FeaturesOf(modality, cells);
    }
}
