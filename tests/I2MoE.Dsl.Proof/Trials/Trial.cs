using System.Globalization;
using System.Reflection;
using I2MoE.Dsl;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Proof.Trials;

/// <summary>Builds, runs and trains one generated model, and holds it to what its declaration says.</summary>
internal sealed class Trial
{
    private const int Samples = 5;
    private const double Tolerance = 1e-4;

    // Above this a step may move the parameters of a deep network so far that the next pass overflows: the documented end of such a
    // training is a TrainingException that names the learning rate.
    private const double TameLearningRate = 0.05;

    private readonly Type _type;
    private readonly Claims _claims;
    private readonly int _seed;
    private string _stage = "start";

    private Trial(Type type, Claims claims, int seed)
    {
        _type = type;
        _claims = claims;
        _seed = seed;
    }

    /// <summary>Tries the model of class <paramref name="type"/>. Whatever goes wrong is the outcome.</summary>
    public static TrialOutcome Run(Type type, Claims claims, int seed)
    {
        var trial = new Trial(type, claims, seed);
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            trial.Run();
            return TrialOutcome.Passed;
        }
        catch (Exception exception)
        {
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            cause = cause is TypeInitializationException { InnerException: { } first } ? first : cause;
            string message = cause is BrokenException ? cause.Message : $"{cause.GetType().Name}: {cause.Message.Split('\n')[0]}";
            return new TrialOutcome(trial._stage, message);
        }
    }

    private void Run()
    {
        _stage = "construction";
        using var trainer = (IDisposable)CallFactory("CreateTrainer");
        var model = (InteractionModel)Get(trainer, nameof(Trainer<>.Model));
        var options = (TrainingOptions)Get(trainer, nameof(Trainer<>.Options));

        _stage = "declaration";
        CheckDescription(model);

        _stage = "data";
        using MultimodalDataset data = TrialData.Create(model.Description, _claims, Samples, _seed);

        _stage = "inference";
        CheckInference(model, data, Samples);
        CheckInference(model, data, 1);

        _stage = "training step";
        CheckStep(model, data, Samples);
        _stage = "training step of one sample";
        CheckStep(model, data, 1);

        _stage = "baseline";
        using (var baseline = (MultimodalModel)Call("CreateBaseline", 0L))
        {
            CheckStep(baseline, data, Samples);
            using ModelOutput output = baseline.Infer(Batch(baseline, data, Samples));
            CheckTensor(output.Prediction, "The baseline's prediction", Samples, _claims.Outputs);
        }

        _stage = "training";
        try
        {
            Train(trainer, data);
            _stage = "inference after training";
            CheckInference(model, data, Samples);
        }
        catch (Exception exception) when (exception is TrainingException or BrokenException && options.LearningRate > TameLearningRate)
        {
        }
    }

    private void CheckDescription(InteractionModel model)
    {
        ModelDescription description = model.Description;
        Same("task", _claims.Tasks, [description.Task.ToString()]);
        Same("fusion", _claims.Fusions, [description.Fusion]);
        Same("experts", _claims.Experts, description.ExpertNames);
        Same("modalities", [.. _claims.Modalities.Select(claim => claim.Name)], description.ModalityNames);
        foreach ((ModalityClaim claim, Modality modality) in _claims.Modalities.Zip(description.Modalities))
        {
            Same($"encoder of {claim.Name}", claim.Encoders, [modality.Encoder]);
            Same($"shape of {claim.Name}", [.. claim.Shapes.Select(Show)], [Show([.. modality.Shape])]);
            if (_type.GetProperty(claim.Name)?.GetValue(model) is not Modality handle || handle != modality)
            {
                throw new BrokenException($"The property {claim.Name} is not the modality.");
            }
        }

        string[] modules = [.. model.named_modules().Select(module => module.module.GetType().FullName!)];
        if (_claims.Types.FirstOrDefault(name => !modules.Contains(name)) is { } missing)
        {
            throw new BrokenException($"The class {missing} is declared, but it is no part of the model.");
        }
    }

    private void CheckInference(InteractionModel model, MultimodalDataset data, int samples)
    {
        using ModelOutput made = model.Infer(Batch(model, data, samples));
        var output = (InteractionOutput)made;
        int experts = _claims.Experts.Count;
        CheckTensor(output.Prediction, "The prediction", samples, _claims.Outputs);
        CheckTensor(output.AllWeights, "The weights", samples, experts);
        CheckTensor(output.AllLogits, "The experts' outputs", experts, samples, _claims.Outputs);
        double sum = Greatest(output.AllWeights.sum(dim: 1) - 1);
        if (sum > Tolerance)
        {
            throw new BrokenException($"The weights of the experts do not sum to 1: they are off by {Show(sum)}.");
        }

        torch.Tensor weighted = (output.AllWeights.transpose(0, 1).unsqueeze(-1) * output.AllLogits).sum(dim: 0);
        double scale = 1 + Greatest(output.AllLogits);
        double difference = Greatest(weighted - output.Prediction);
        if (difference > Tolerance * scale)
        {
            throw new BrokenException($"The prediction is not the weighted sum of the experts: it is off by {Show(difference)}.");
        }
    }

    private void CheckStep(MultimodalModel model, MultimodalDataset data, int samples)
    {
        LossTerms losses = model.ComputeLosses(Batch(model, data, samples), new StepRandom(_seed, epoch: 1, step: samples));
        CheckTensor(losses.Values, $"The losses ({string.Join(", ", losses.Names)}: {string.Join(", ", losses.Values.data<float>().Select(value => Show(value)))})", losses.Names.Count);
        model.zero_grad();
        losses.Total.backward();
        bool hasGradient = false;
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in model.named_parameters())
        {
            if (parameter.grad is { } gradient)
            {
                hasGradient = true;
                CheckFinite(gradient, $"The gradient of {name}");
            }
        }

        if (!hasGradient)
        {
            throw new BrokenException("No parameter has a gradient.");
        }
    }

    // Four samples and a last batch of one where the batches are larger than one and smaller than five; otherwise what the declaration makes of five samples.
    private void Train(object trainer, MultimodalDataset data)
    {
        using var splits = new DataSplits(data.Subset([0, 1, 2, 3, 4]), data.Subset([0, 2, 4]), data.Subset([1]));
        var fit = (Task<FitResult>)trainer.GetType().GetMethod(nameof(Trainer<>.FitAsync))!.Invoke(trainer, [splits, null, CancellationToken.None])!;
        FitResult result = fit.GetAwaiter().GetResult();
        if (result.Epochs.Count != 1)
        {
            throw new BrokenException($"One epoch was to be trained, but {result.Epochs.Count} were.");
        }
    }

    private object CallFactory(string name)
    {
        // One epoch is enough to run every line; the other options are in force as they are declared.
        TrainerOptions run = new() { Epochs = 1, Seed = _seed, Device = "cpu" };
        object trainer = Call(name, run);
        var options = (TrainingOptions)Get(trainer, nameof(Trainer<>.Options));

        // What the trainer is not told differently it takes from the declaration without looking, so that the declaration must be right.
        if (Call(name, [null]) is IDisposable asDeclared)
        {
            int epochs = ((TrainingOptions)Get(asDeclared, nameof(Trainer<>.Options))).Epochs;
            asDeclared.Dispose();
            if (epochs < 1 || options.BatchSize < 1)
            {
                throw new BrokenException($"It would train {epochs} epochs in batches of {options.BatchSize}.");
            }
        }

        return trainer;
    }

    private object Call(string method, params object?[] arguments) => _type
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Single(candidate => candidate.Name == method)
        .Invoke(null, arguments)!;

    private static object Get(object owner, string property) => owner.GetType().GetProperty(property)!.GetValue(owner)!;

    private static MultimodalBatch Batch(MultimodalModel model, MultimodalDataset data, int samples) =>
        data.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, samples).Select(row => (long)row)]);

    private static void CheckTensor(torch.Tensor tensor, string what, params int[] shape)
    {
        if (!tensor.shape.SequenceEqual(shape.Select(size => (long)size)))
        {
            throw new BrokenException($"{what} has the shape [{string.Join(", ", tensor.shape)}], and not {Show(shape)}.");
        }

        CheckFinite(tensor, what);
    }

    private static void CheckFinite(torch.Tensor tensor, string what)
    {
        if (!tensor.isfinite().all().item<bool>())
        {
            throw new BrokenException($"{what} is not finite.");
        }
    }

    private static void Same(string what, IReadOnlyList<string> declared, IReadOnlyList<string> made)
    {
        if (!declared.SequenceEqual(made))
        {
            throw new BrokenException($"Declared as {what}: {List(declared)}; the model has {List(made)}.");
        }
    }

    private static string List(IReadOnlyList<string> items) => items.Count == 0 ? "nothing" : string.Join(" and ", items);

    private static double Greatest(torch.Tensor tensor) => tensor.abs().max().item<float>();

    private static string Show(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static string Show(int[] shape) => $"[{string.Join(", ", shape)}]";
}
