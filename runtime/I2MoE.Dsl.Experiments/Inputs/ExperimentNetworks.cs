using I2MoE.Dsl.Data;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The modalities of an experiment whose pictures a network makes features of.</summary>
/// <param name="places">Where the files of its data are looked for.</param>
/// <param name="cache">The folder in which features are kept.</param>
internal sealed class ExperimentNetworks(DataPlaces places, string cache)
{
    /// <summary>The SHA-256 of each file of the networks, by modality; known after <see cref="Identify"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Digests { get; private set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Takes down which files the networks are, and refuses others than those that a run was trained with: their features mean something else.</summary>
    /// <param name="data">The data section.</param>
    /// <param name="fitted">What a run fixed about its data; null before the first training.</param>
    /// <exception cref="DatasetException">A file is not there, cannot be read, or is another one.</exception>
    public void Identify(DataSpecification data, Preprocessing? fitted)
    {
        Dictionary<string, IReadOnlyList<string>> digests = [];
        foreach (ModalityData stated in data.Modalities.Where(stated => stated.Network is not null))
        {
            string[] paths = PathsOf(stated);
            digests[stated.Modality] = [.. paths.Select(Digest)];
            if (fitted?.Networks.GetValueOrDefault(stated.Modality) is { } kept && paths.Index().FirstOrDefault(file => kept.ElementAtOrDefault(file.Index) != digests[stated.Modality][file.Index]) is { Item: { } other })
            {
                throw new DatasetException($"the network that makes the features of {stated.Modality} is another file than when the run was trained. Put the file back that was there, or train again.", other);
            }
        }

        Digests = digests;
    }

    /// <summary>How the pictures of a modality are read, and what is made of them.</summary>
    /// <param name="stated">What the data section says of the modality, which has a network.</param>
    /// <exception cref="DatasetException">A file of the network is not there.</exception>
    public TableImages Of(ModalityData stated)
    {
        Component network = stated.Network!;
        EquatableArray<int> size = network.Get(NetworkOptions.Size);
        foreach (Option<EquatableArray<double>> option in new[] { NetworkOptions.Mean, NetworkOptions.Deviation })
        {
            if (network.Get(option) is { Count: > 0 } numbers && numbers.Count != size[0])
            {
                throw new DatasetException(FormattableString.Invariant($"data.modalities.{stated.Modality}.network: '{option.YamlName}' has {numbers.Count} numbers, but 'size' has {size[0]} channels. Give one for every channel, or none."));
            }
        }

        return new TableImages(stated.Names[0], size[0], size[1], size[2])
        {
            Network = new NetworkFile(
                PathsOf(stated), network.Get(NetworkOptions.Output), network.Get(NetworkOptions.Scale), [.. network.Get(NetworkOptions.Mean)], [.. network.Get(NetworkOptions.Deviation)], cache),
        };
    }

    private string[] PathsOf(ModalityData stated) =>
        [.. stated.Network!.Get(NetworkOptions.Path).Select(path => places.Find($"data.modalities.{stated.Modality}.network.path", path))];

    private static string Digest(string path)
    {
        DataFiles.RequireFile(path, "a network");
        return DataFiles.Reading(path, "as a file", () => RunFiles.DigestOf(path));
    }
}
