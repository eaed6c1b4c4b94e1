namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>Says where an option stands that people look for elsewhere, or under the name that other programs have for it.</summary>
public static class CommonNames
{
    // The names of other programs, without separators, and ours as --set has them.
    private static readonly Dictionary<string, string> s_others = new(StringComparer.Ordinal)
    {
        ["lr"] = "training.learning_rate",
        ["epoch"] = "training.epochs",
        ["numepochs"] = "training.epochs",
        ["nepochs"] = "training.epochs",
        ["maxepochs"] = "training.epochs",
        ["numtrainepochs"] = "training.epochs",
        ["trainepochs"] = "training.epochs",
        ["batch"] = "training.batch_size",
        ["bs"] = "training.batch_size",
        ["wd"] = "training.weight_decay",
        ["clip"] = "training.gradient_clipping",
        ["gradclip"] = "training.gradient_clipping",
        ["maxgradnorm"] = "training.gradient_clipping",
        ["optimiser"] = "training.optimizer",
        ["scheduler"] = "training.schedule",
        ["lrscheduler"] = "training.schedule",
        ["warmupratio"] = "training.schedule.warmup",
        ["maxtime"] = "training.time_limit",
        ["patience"] = "training.stop.patience",
        ["earlystopping"] = "training.stop",
        ["earlystop"] = "training.stop",
        ["ema"] = "training.average",
        ["swa"] = "training.average",
        ["bf16"] = "training.precision",
        ["amp"] = "training.precision",
        ["dtype"] = "training.precision",
        ["modalitydropout"] = "missing.dropout",
        ["numclasses"] = "task.classes",
        ["nclasses"] = "task.classes",
        ["numlabels"] = "task.labels",
        ["backbone"] = "fusion",
        ["numheads"] = "fusion.heads",
        ["nheads"] = "fusion.heads",
        ["numlayers"] = "fusion.layers",
        ["nlayers"] = "fusion.layers",
        ["hiddensize"] = "fusion.hidden_dim",
        ["dmodel"] = "fusion.hidden_dim",
        ["numpatches"] = "fusion.patches",
        ["dataset"] = "data",
        ["file"] = "data.source.path",
        ["split"] = "data.split",
        ["source"] = "data.source",
        ["standardize"] = "data.standardise",
        ["normalize"] = "data.standardise",
        ["normalise"] = "data.standardise",
        ["interactionweight"] = "experts.interaction_loss_weight",
    };

    // In the order of what is meant first where several have an option of the name.
    private static readonly IReadOnlyList<(string Key, IReadOnlyList<ComponentDefinition> Components)> s_places =
    [
        ("training.", [TrainingOptions.Definition]),
        ("experts.", [ExpertsOptions.Definition]),
        ("task.", OptionCatalogue.Tasks),
        ("fusion.", OptionCatalogue.Fusions),
        ("reweighting.", [ReweightingOptions.Definition]),
        ("missing.", [MissingOptions.Definition]),
        ("data.", [DataOptions.Definition]),
        ("data.source.", [.. OptionCatalogue.Sources.Where(source => source != RandomDataOptions.Definition)]),
        ("data.split.", [GivenSplitOptions.Definition, RandomSplitOptions.Definition]),
    ];

    // What is no option at all, and what to say of it.
    private static readonly Dictionary<string, string> s_explained = new(StringComparer.Ordinal)
    {
        ["device"] = "The device is not of the experiment but of a run: train --device cuda",
        ["seeds"] = "Seeds are not of the experiment but of a run: train --seeds 0,1,2",
        ["output"] = "The folder of a run is given when it is trained: train --out FOLDER",
        ["outputdir"] = "The folder of a run is given when it is trained: train --out FOLDER",
    };

    /// <summary>Where the option that <paramref name="name"/> probably means stands, for example <c>training.learning_rate</c> for <c>lr</c>; of several the one that is least deep. Null where none does.</summary>
    public static string? FindKey(string name)
    {
        string plain = Plain(name);
        return s_others.TryGetValue(plain, out string key)
            ? key
            : s_places
                .SelectMany(place => place.Components.SelectMany(component => component.Options).SelectMany(option => Names(option, place.Key)))
                .Where(known => Plain(known.Name) == plain)
                .Select(known => known.Key)
                .OrderBy(key => key.Count(letter => letter == '.'))
                .FirstOrDefault();
    }

    // Of an option in a group the key alone, unless it is called kind, and the group.
    private static IEnumerable<(string Key, string Name)> Names(Option option, string place) => option.Group is not { } group
        ? [(place + option.YamlName, option.YamlName)]
        : [(place + group, group), .. option.Key == "kind" ? Array.Empty<(string, string)>() : [(place + option.YamlName, option.Key)]];

    /// <summary>What is to be said of a name that other programs have and that is no option here; null where nothing is.</summary>
    public static string? Explain(string name) => s_explained.TryGetValue(Plain(name), out string text) ? text : null;

    private static string Plain(string name) => name.Replace("_", "").Replace("-", "").ToLowerInvariant();
}
