using System.ComponentModel;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Prediction;

/// <summary>Opens predictors; a generated model has <c>LoadPredictor</c>, which does it with the model's own experiment.</summary>
public static class Predictor
{
    /// <summary>Opens the model of a folder that <c>train</c> or <see cref="TrainedModel{TModel}.Save"/> wrote, for many callers.</summary>
    /// <typeparam name="TModel">The model's class, or <see cref="VanillaModel"/> for its baseline.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <param name="experiment">What the model's class declares, for example <c>EmojiModel.Experiment</c>.</param>
    /// <param name="options">Batches, and where to compute; null for the defaults.</param>
    /// <returns>The predictor, to be disposed.</returns>
    /// <exception cref="ExperimentException">There is no such run, it is damaged, or of another model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Predictor<TModel> Open<TModel>(string folder, ExperimentDefinition experiment, PredictorOptions? options = null)
        where TModel : MultimodalModel
    {
        PredictorOptions given = (options ?? new()).Checked();
        return new Predictor<TModel>(Load(folder), given, Load);

        TrainedModel<TModel> Load(string path) => TrainedModel.Open<TModel>(path, experiment, given.Device);
    }

    /// <summary>As <see cref="Open{TModel}"/>, with the types of the model; generated code calls it.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <typeparam name="TInput">Its class of one sample.</typeparam>
    /// <typeparam name="TAnswer">Its class of one answer.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <param name="experiment">What the model's class declares.</param>
    /// <param name="type">Makes an answer of the model's class.</param>
    /// <param name="options">Batches, and where to compute; null for the defaults.</param>
    /// <returns>The predictor, to be disposed.</returns>
    /// <exception cref="ExperimentException">There is no such run, it is damaged, or of another model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Predictor<TModel, TInput, TAnswer> Open<TModel, TInput, TAnswer>(
        string folder, ExperimentDefinition experiment, Func<SampleAnswer, TAnswer> type, PredictorOptions? options = null)
        where TModel : MultimodalModel
        where TInput : ISampleInput
    {
        ArgumentNullException.ThrowIfNull(type);
        PredictorOptions given = (options ?? new()).Checked();
        return new Predictor<TModel, TInput, TAnswer>(Load(folder), given, Load, type);

        TrainedModel<TModel> Load(string path) => TrainedModel.Open<TModel>(path, experiment, given.Device);
    }

    /// <summary>Opens the model of a folder as its own experiment describes it, without its class.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Batches, and where to compute; null for the defaults.</param>
    /// <returns>The predictor, to be disposed.</returns>
    /// <exception cref="ExperimentException">There is no such run, or it is damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Predictor<MultimodalModel> Open(string folder, PredictorOptions? options = null)
    {
        PredictorOptions given = (options ?? new()).Checked();
        return new Predictor<MultimodalModel>(Load(folder), given, Load);

        TrainedModel<MultimodalModel> Load(string path) => TrainedModel.Open(path, given.Device);
    }
}
