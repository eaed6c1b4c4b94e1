using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Onnx.Encoders;
using I2MoE.Dsl.Onnx.Fusions;
using I2MoE.Dsl.Onnx.Graphs;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace I2MoE.Dsl.Onnx;

/// <summary>A model as a graph, part by part as it is declared: encoders, experts, re-weighting network, and the sum of the experts' outputs by weight.</summary>
internal sealed class ModelGraph
{
    /// <summary>The inputs that are no modality, and the outputs.</summary>
    public const string Presence = "presence";

    private const string Prediction = "prediction";
    private const string Logits = "logits";
    private const string Weights = "weights";
    private const string Experts = "experts";

    private readonly MultimodalModel _model;
    private readonly ModelParts _parts;
    private readonly object _fusion;
    private readonly Standardiser? _standardiser;
    private readonly GraphWriter _graph;
    private readonly ModelTensors _tensors;
    private readonly bool _hasPresence;

    private ModelGraph(MultimodalModel model, Standardiser? standardiser, OnnxOptions options)
    {
        _model = model;
        _parts = model.Parts ?? throw new ModelException($"{model.Description.Name} is not declared: only models of a declaration can be written as ONNX.");
        _fusion = _parts.Fusion ?? throw new ModelException($"The fusion of {model.Description.Name} is not declared by options: only models of a declaration can be written as ONNX.");
        _standardiser = standardiser;
        _graph = new GraphWriter(model.Description.Name, isHalf: options.Precision == OnnxPrecision.Fp16);
        _tensors = new ModelTensors(model);
        foreach (string reserved in (string[])[Presence, Prediction, Logits, Weights, Experts])
        {
            _graph.Name(reserved);
        }

        InputNames = [.. model.Description.ModalityNames.Select(_graph.Name)];
        _hasPresence = options.Presence && (model is InteractionModel || Description.Modalities.Any(modality => modality.IsOptional));
        Write();
    }

    /// <summary>The graph.</summary>
    public GraphProto Graph => _graph.Graph;

    /// <summary>The names of the inputs, in the order of the modalities: those of the modalities, where no output has one.</summary>
    public IReadOnlyList<string> InputNames { get; }

    private ModelDescription Description => _model.Description;

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model, as it is now.</param>
    /// <param name="standardiser">How its features are standardised; null where they come as the model takes them.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="ModelException">A part of it has no equal in ONNX.</exception>
    public static ModelGraph Of(MultimodalModel model, Standardiser? standardiser, OnnxOptions options) => new(model, standardiser, options);

    private void Write()
    {
        int? patches = FusionGraph.Patches(_fusion);
        EncoderSet encoders = EncodersOf(_model);
        string[] embeddings = [.. Description.Modalities.Select(modality => Embed(modality, patches, encoders))];
        string? presence = _hasPresence ? AddPresence() : null;
        if (_model is VanillaModel)
        {
            string fused = FusionGraph.Write(new Part(_graph, _tensors, "fusion", "fusion.", expert: 0), _fusion, embeddings);
            WritePrediction(InFloat32(fused));
            return;
        }

        string[] outputs = [.. Description.Experts.Select((expert, place) => Output(expert, place, embeddings))];
        var reweighting = new Part(_graph, _tensors, "reweighting", "reweighting.", expert: null);
        string weights = ReweightingGraph.Write(reweighting, _parts.Reweighting, embeddings, patches is not null, Description.Experts, presence);

        var sum = new Part(_graph, _tensors, "sum", "", expert: null);
        string all = sum.Concat([.. outputs.Select(output => sum.Unsqueeze(output, axis: 1))], axis: 1);
        string combined = sum.Squeeze(sum.Product(sum.Unsqueeze(weights, axis: 1), all), axis: 1);
        WritePrediction(InFloat32(combined));
        _graph.Output(Weights, InFloat32(weights), Description.Experts.Count);
        _graph.Output(Experts, InUnits("experts", InFloat32(all)), Description.Experts.Count, Description.Outputs);
    }

    private string Embed(Modality modality, int? patches, EncoderSet encoders)
    {
        (string Encoder, string? Patches) names = encoders.Names[modality.Index];
        string input = InputNames[modality.Index];
        _graph.Input(input, modality.Vocabulary is null ? DataType.Float : DataType.Int64, "batch", modality.Shape);
        string taken = modality.Vocabulary is null ? Standardise(modality, input) : input;
        AbsentGraph? absent = _hasPresence && modality.IsOptional ? new AbsentGraph(new Part(_graph, _tensors, $"encoders/{modality.Name}/absent", "encoders.", expert: null), modality, Presence) : null;
        (taken, string? steps) = modality.HasOwnLength ? Ended(modality, input, taken, absent) : (taken, null);
        taken = absent?.Input(taken) ?? taken;
        if (encoders.TableName(modality.Index) is { } table)
        {
            taken = LevelGraph.Write(new Part(_graph, _tensors, $"encoders/{modality.Name}/levels", "encoders.", expert: null), modality, table, taken);
        }

        var part = new Part(_graph, _tensors, $"encoders/{modality.Name}", $"encoders.{names.Encoder}.", expert: null);
        string embedding = EncoderGraph.Write(part, modality, _parts.Encoders.ElementAtOrDefault(modality.Index), patches, taken, steps);
        if (names.Patches is { } name)
        {
            embedding = EncoderGraph.Patches(new Part(_graph, _tensors, $"encoders/{modality.Name}/patches", $"encoders.{name}.", expert: null), _parts.EmbeddingDim, patches!.Value, embedding);
        }

        return absent is null || _parts.Missing.Replacement == MissingReplacement.Mean
            ? embedding
            : absent.Embedding(embedding, patches is null ? 1 : 2, encoders.ReplacementName(modality.Index));
    }

    // In double precision as the model's own standardisation; a missing value (NaN) becomes the mean, that is 0.
    private string Standardise(Modality modality, string input)
    {
        var part = new Part(_graph, _tensors, $"preprocessing/{modality.Name}", "", expert: null);
        if (_standardiser is null)
        {
            return _graph.IsHalf ? part.Cast(input, _graph.FloatType) : input;
        }

        long[] shape = [1, .. modality.Shape.Select(length => (long)length)];
        string mean = _graph.Constant($"preprocessing/{modality.Name}/mean", _standardiser.Mean[modality.Name], shape);
        string deviation = _graph.Constant($"preprocessing/{modality.Name}/deviation", _standardiser.Deviation[modality.Name], shape);
        string scaled = part.Add("Div", [part.Add("Sub", [part.Cast(input, DataType.Double), mean]), deviation]);
        string zero = _graph.Constant($"preprocessing/{modality.Name}/zero", [0.0]);
        return part.Cast(part.Add("Where", [part.Add("IsNaN", [input]), zero, scaled]), _graph.FloatType);
    }

    // The sequences with zeros after their ends, and the number of steps of each, [B, 1]: all of them where a sample lacks the modality.
    private (string Taken, string Steps) Ended(Modality modality, string input, string taken, AbsentGraph? absent)
    {
        var part = new Part(_graph, _tensors, $"encoders/{modality.Name}/ends", "", expert: null);
        string isMissing = part.Add("IsNaN", [input]);
        string isEmpty = part.Add("ReduceMin", [part.Cast(isMissing, DataType.Int64)], NodeAttribute.Of("axes", [2]), NodeAttribute.Of("keepdims", 0));
        string places = _graph.Wholes([.. Enumerable.Range(1, modality.Shape[0]).Select(place => (long)place)]);
        string reached = part.Times(part.Add("Sub", [_graph.Whole(1), isEmpty]), places);
        string steps = part.Add("ReduceMax", [reached], NodeAttribute.Of("axes", [1]), NodeAttribute.Of("keepdims", 1));
        return (part.Add("Where", [isMissing, _graph.Number(0), taken]), absent?.Steps(steps) ?? steps);
    }

    private string Output(Expert expert, int place, string[] embeddings) =>
        FusionGraph.Write(new Part(_graph, _tensors, $"experts/{expert.Name}", "experts.fusion.", place), _fusion, embeddings);

    // An input with a value of its own may be left out: every sample then has every modality.
    private string AddPresence()
    {
        int modalities = Description.Modalities.Count;
        _graph.Input(Presence, DataType.Bool, "presence_batch", [modalities]);
        var tensor = new TensorProto { Name = Presence, DataType = (int)DataType.Bool, Dims = { 1, modalities }, RawData = Google.Protobuf.ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, modalities)]) };
        Graph.Initializer.Add(tensor);
        return Presence;
    }

    // Outputs in units of the data, and what follows from them.
    private void WritePrediction(string outputs)
    {
        var task = new Part(_graph, _tensors, "task", "", expert: null);
        if (Description.Task == TaskKind.Regression)
        {
            _graph.Output(Prediction, InUnits("task", outputs), Description.Outputs);
            return;
        }

        string logits = InUnits("task", outputs);
        string prediction = Description.Task switch
        {
            TaskKind.MultiLabel => task.Add("Sigmoid", [logits]),
            TaskKind.Count => task.Add("Exp", [logits]),
            TaskKind.Survival => Survival(task, logits),
            _ => task.Softmax(logits),
        };
        _graph.Output(Prediction, prediction, Description.Outputs);
        _graph.Output(Logits, logits, Description.Outputs);
    }

    // The probability of no event until the end of each interval: the product of those of none within it.
    private string Survival(Part task, string logits)
    {
        string axis = _graph.Whole(1);
        return task.Add("Exp", [task.Add("CumSum", [task.Add("Neg", [task.Add("Softplus", [logits])]), axis])]);
    }

    private string InFloat32(string value) =>
        _graph.IsHalf ? _graph.Add("Cast", $"{value}/float32", [value], 1, NodeAttribute.Of("to", (long)DataType.Float))[0] : value;

    private string InUnits(string path, string outputs)
    {
        var part = new Part(_graph, _tensors, path, "", expert: null);
        if (_model.TargetScaling is not { } scaling)
        {
            return _model.OutputTemperature is { } temperature ? part.Add("Div", [outputs, Single($"{path}/temperature", temperature)]) : outputs;
        }

        string deviation = Single($"{path}/target_deviation", scaling.Deviation);
        string mean = Single($"{path}/target_mean", scaling.Mean);
        return part.Plus(part.Times(outputs, deviation), mean);
    }

    // Float32 whatever the nodes compute in.
    private string Single(string wanted, double value)
    {
        string name = _graph.Name(wanted);
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)DataType.Float, FloatData = { (float)value } });
        return name;
    }

    private static EncoderSet EncodersOf(MultimodalModel model) => model switch
    {
        InteractionModel interaction => interaction.EncoderSet,
        VanillaModel vanilla => vanilla.EncoderSet,
        _ => throw new ModelException($"{model.Description.Name} is neither a declared model nor the baseline of one."),
    };
}
