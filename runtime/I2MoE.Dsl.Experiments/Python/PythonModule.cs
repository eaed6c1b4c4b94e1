using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Onnx.Fusions;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Python;

/// <summary>The text of a PyTorch module that computes what a model computes, from its weights.</summary>
/// <param name="model">The model.</param>
/// <param name="preprocessing">What the run fixed about its data.</param>
internal sealed class PythonModule(MultimodalModel model, Preprocessing preprocessing)
{
    private readonly ModelParts _parts = model.Parts ?? throw new ExperimentException($"{model.Description.Name} is not declared: only models of a declaration can be written as Python.");

    private ModelDescription Description => model.Description;

    private bool HasOptional => Description.Modalities.Any(modality => modality.IsOptional);

    private bool HasExperts => model is InteractionModel;

    /// <summary>The text.</summary>
    /// <exception cref="ExperimentException">A part of the model is a class of the user's.</exception>
    public string Write()
    {
        int? patches = _parts.Fusion is null ? null : FusionGraph.Patches(_parts.Fusion);
        List<(string Name, PythonPart Part)> encoders = [.. Description.Modalities.SelectMany(modality => Encoders(modality, patches))];
        PythonPart fusion = PythonFusions.Of(_parts.Fusion, HasExperts ? Description.Experts.Count : 1, Description.Modalities.Count, Description.Outputs);
        string[] components = ["layers", .. Description.Modalities.Any(modality => modality.Categories is not null) ? (string[])["levels"] : [], .. encoders.SelectMany(encoder => encoder.Part.Components).Concat(fusion.Components).Distinct()];
        return string.Join("\n\n", [Head(), .. components.Select(Component), Body(encoders, fusion, patches)]).ReplaceLineEndings("\n");
    }

    private IEnumerable<(string Name, PythonPart Part)> Encoders(Modality modality, int? patches)
    {
        (string encoder, string? ofPatches) = Names[modality.Index];
        yield return (encoder, PythonEncoders.Of(modality, _parts.Encoders.ElementAtOrDefault(modality.Index), _parts.EmbeddingDim, patches));
        if (ofPatches is not null)
        {
            yield return (ofPatches, PythonEncoders.Patches(_parts.EmbeddingDim, patches!.Value, _parts.EmbeddingDim));
        }
    }

    private IReadOnlyList<(string Encoder, string? Patches)> Names => EncoderSet?.Names ?? [];

    private EncoderSet? EncoderSet => model switch
    {
        InteractionModel interaction => interaction.EncoderSet,
        VanillaModel vanilla => vanilla.EncoderSet,
        _ => null,
    };

    private string Head() => $"""
        # {Description.Name} in PyTorch, as I2MoE.Dsl declares it; {(ModelPrecision.Of(model) == Precision.Bf16 ? "trained in bfloat16, and computed in float32 here" : "its outputs are those of the model")}.
        #
        #     import torch, model
        #     answer = model.load()(inputs)   # a dict of tensors by modality; see {Description.Name}.forward
        #
        # It needs nothing but torch (1.13 or newer). weights.safetensors has the weights, named as docs/weights.md of I2MoE.Dsl lists them.
        import json
        import pathlib
        import struct

        import torch
        from torch import nn
        from torch.nn import functional as F

        MODALITIES = {PythonText.Of(Description.ModalityNames)}
        EXPERTS = {PythonText.Of(HasExperts ? Description.ExpertNames : [])}
        MODALITIES_OF_EXPERT = [{string.Join(", ", HasExperts ? Description.Experts.Select(expert => PythonText.Of(expert.Modalities.Select(own => own.Index))) : [])}]   # its own; none of one of all modalities
        CLASSES = {(preprocessing.ClassNames is { } names && !Description.PredictsNumber ? PythonText.Of(names) : "None")}
        THRESHOLDS = {(model.Thresholds is { } thresholds ? $"[{string.Join(", ", thresholds.Select(PythonText.Of))}]" : "None")}   # of two classes the second, or each label, is predicted above; None: the most probable class, labels above 0.5
        INTERVAL_ENDS = {(Description.Task == TaskKind.Survival ? $"[{string.Join(", ", EventIntervals.Of(Description).Ends.Select(PythonText.Of))}]" : "None")}   # where the intervals end whose survival is predicted

        """;

    private static string Component(string name)
    {
        using Stream stream = typeof(PythonModule).Assembly.GetManifestResourceStream($"python/{name}.py")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private string Body(IReadOnlyList<(string Name, PythonPart Part)> encoders, PythonPart fusion, int? patches) => $$""""
        class {{Description.Name}}(nn.Module):
            def __init__(self):
                super().__init__()
                self.scaling = {}   # mean and deviation of the features of a modality, row by row
                self.encoders = Named({
        {{string.Join("\n", encoders.Select(encoder => $"            {PythonText.Of(encoder.Name)}: {encoder.Part.Created},"))}}
                })
        {{Lines(8, [.. LevelParameters(), .. ReplacementParameters(patches), .. HasExperts ? (string[])[$"self.experts = Named({{\"fusion\": {fusion.Created}}})", Reweighting()] : [$"self.fusion = {fusion.Created}"]])}}

            def embed(self, inputs{{(HasOptional ? ", presence=None" : "")}}):
                """The embeddings, [B, D] or [B, P, D] a modality."""
                unknown = [name for name in inputs if name not in MODALITIES]
                if unknown:
                    raise KeyError(f"{unknown}: no inputs; the inputs are {MODALITIES}{{(HasOptional || HasExperts ? ", and presence is the second argument" : "")}}")
                return [
        {{string.Join("\n", Description.Modalities.Select(modality => $"            {Embedded(modality)},"))}}
                ]

            def standardise(self, name, x):
                """Features as the model learned them; a missing value (NaN) becomes the mean."""
                if name not in self.scaling:
                    return x
                mean, deviation = (torch.tensor(self.scaling[name][key], dtype=torch.float64).reshape(x.shape[1:]) for key in ("mean", "deviation"))
                return ((x.double() - mean) / deviation).nan_to_num(0).float()

        {{Lines(4, [.. HasOptional ? Replacing() : [], .. HasExperts ? ForwardOfExperts() : ForwardOfBaseline()])}}


        def load(folder=pathlib.Path(__file__).resolve().parent):
            """The trained model."""
            folder = pathlib.Path(folder)
            model = {{Description.Name}}()
            model.load_state_dict(read_safetensors(folder / "weights.safetensors"))
            if (folder / "preprocessing.json").exists():
                model.scaling = json.loads((folder / "preprocessing.json").read_text(encoding="utf-8"))
            return model.eval()

        """";

    private string Embedded(Modality modality)
    {
        string input = $"inputs[{PythonText.Of(modality.Name)}]";
        string features = modality.Vocabulary is null ? $"self.standardise({PythonText.Of(modality.Name)}, {input})" : input;
        (string encoder, string? patches) = Names[modality.Index];
        string taken = modality.IsOptional ? $"self.present({PythonText.Of(modality.Index)}, {features}, presence)" : features;
        if (modality.HasOwnLength)
        {
            taken = $"{taken}.nan_to_num(0), lengths_of({(modality.IsOptional ? $"self.present({PythonText.Of(modality.Index)}, {input}, presence)" : input)})";
        }

        if (modality.Categories is { } categories)
        {
            taken = $"embed_levels({taken}, {Parameter(EncoderSet!.TableName(modality.Index)!)}, levels={PythonText.Of(categories.Levels)})";
        }

        string embedded = $"self.encoders[{PythonText.Of(encoder)}]({taken})";
        string embedding = patches is null ? embedded : $"self.encoders[{PythonText.Of(patches)}]({embedded})";
        if (!modality.IsOptional || _parts.Missing.Replacement == MissingReplacement.Mean)
        {
            return embedding;
        }

        string replacement = EncoderSet?.ReplacementName(modality.Index) is { } name ? Parameter(name) : "None";
        return $"self.present({PythonText.Of(modality.Index)}, {embedding}, presence, {replacement})";
    }

    private static string Parameter(string name) => $"self.encoders._parameters[{PythonText.Of(name)}]";

    private IEnumerable<string> LevelParameters() => Description.Modalities
        .Where(modality => modality.Categories is not null)
        .Select(modality => Registered(EncoderSet!.TableName(modality.Index)!, $"{PythonText.Of(modality.Categories!.Features)}, {PythonText.Of(modality.Categories.Width)}"));

    private static string Registered(string name, string shape) => $"self.encoders.register_parameter({PythonText.Of(name)}, nn.Parameter(torch.empty({shape})))";

    private IEnumerable<string> ReplacementParameters(int? patches)
    {
        string shape = patches is { } count ? $"{PythonText.Of(count)}, {PythonText.Of(_parts.EmbeddingDim)}" : PythonText.Of(_parts.EmbeddingDim);
        return Description.Modalities
            .Select(modality => EncoderSet?.ReplacementName(modality.Index))
            .OfType<string>()
            .Select(name => Registered(name, shape));
    }

    private static IEnumerable<string> Replacing() =>
    [
        "def present(self, modality, x, presence, other=None):",
        "    \"\"\"What samples have of a modality, and other, or zeros, where they lack it.\"\"\"",
        "    if presence is None:",
        "        return x",
        "    has = presence[:, modality].reshape(-1, *[1] * (x.dim() - 1))",
        "    return torch.where(has, x, torch.zeros_like(x) if other is None else other.expand_as(x))",
        "",
    ];

    private string Reweighting()
    {
        ReweightingOptions options = _parts.Reweighting;
        return options.Scope == ReweightingScope.Global
            ? "self.reweighting = nn.ParameterDict({\"weights\": nn.Parameter(torch.empty(len(EXPERTS)))})"
            : $"self.reweighting = Named({{\"mlp\": Mlp({PythonText.Of([Description.Modalities.Count * _parts.EmbeddingDim, .. Enumerable.Repeat(options.HiddenDim, options.Layers - 1), Description.Experts.Count])})}})";
    }

    private IEnumerable<string> ForwardOfExperts()
    {
        ReweightingOptions options = _parts.Reweighting;
        string scores = options.Scope == ReweightingScope.Global
            ? "self.reweighting[\"weights\"].expand(len(embeddings[0]), -1)"
            : "self.reweighting[\"mlp\"](torch.cat([e.mean(1) if e.dim() == 3 else e for e in embeddings], dim=1))";
        return
        [
            "def weigh(self, embeddings, presence=None):",
            "    \"\"\"The weights of the experts, [B, E]; an expert of a modality that a sample lacks has none.\"\"\"",
            $"    scores = {scores} / {PythonText.Of(options.Temperature)}",
            "    if presence is not None:",
            "        several = presence.sum(1) >= 2",
            "        known = torch.stack([presence[:, own].all(1) if own else several for own in MODALITIES_OF_EXPERT], dim=1)",
            "        scores = scores.masked_fill(~(known | ~known.any(1, keepdim=True)), float(\"-inf\"))",
            "    return scores.softmax(-1)",
            "",
            "@torch.no_grad()",
            "def forward(self, inputs, presence=None):",
            $"    \"\"\"inputs: {string.Join(", ", Description.Modalities.Select(modality => $"{modality.Name} {modality.BatchShape} {(modality.Vocabulary is null ? "float32" : "int64")}"))}; presence: bool [B, n] or None.\"\"\"",
            $"    embeddings = self.embed(inputs{(HasOptional ? ", presence" : "")})",
            $"    experts = self.experts[\"fusion\"](embeddings){InUnits}   # [E, B, O]",
            "    weights = self.weigh(embeddings, presence)",
            "    outputs = (weights.t().unsqueeze(-1) * experts).sum(0)",
            $"    return {{\"prediction\": {Prediction}, \"outputs\": outputs, \"weights\": weights, \"experts\": experts.transpose(0, 1)}}",
        ];
    }

    private IEnumerable<string> ForwardOfBaseline() =>
    [
        "@torch.no_grad()",
        $"def forward(self, inputs{(HasOptional ? ", presence=None" : "")}):",
        $"    outputs = self.fusion(self.embed(inputs{(HasOptional ? ", presence" : "")}))[0]{InUnits}   # [B, O]",
        $"    return {{\"prediction\": {Prediction}, \"outputs\": outputs}}",
    ];

    // The weights of the experts sum to 1: outputs in units of the data sum up to one in units of the data.
    // Logits are divided by the temperature, those of the experts as well.
    private string InUnits => model.TargetScaling is { } scaling ? $" * {PythonText.Of(scaling.Deviation)} + {PythonText.Of(scaling.Mean)}"
        : model.OutputTemperature is { } temperature ? $" / {PythonText.Of(temperature)}"
        : "";

    private string Prediction => Description.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => "outputs.softmax(-1)",
        TaskKind.MultiLabel => "outputs.sigmoid()",
        TaskKind.Count => "outputs.exp()",
        TaskKind.Survival => "F.logsigmoid(-outputs).cumsum(-1).exp()",
        _ => "outputs",
    };

    private static string Lines(int indentation, IEnumerable<string> lines) => string.Join("\n", lines.Select(line => line.Length == 0 ? line : new string(' ', indentation) + line));
}
