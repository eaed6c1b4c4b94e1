using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The modalities of an experiment whose pictures a network makes features of.</summary>
/// <param name="places">Where the files of its data are looked for.</param>
/// <param name="cache">The folder in which features are kept.</param>
internal sealed class ExperimentNetworks(DataPlaces places, string cache)
{
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

        string[] paths = [.. network.Get(NetworkOptions.Path).Select(path => places.Find($"data.modalities.{stated.Modality}.network.path", path))];
        return new TableImages(stated.Names[0], size[0], size[1], size[2])
        {
            Network = new NetworkFile(
                paths, network.Get(NetworkOptions.Output), network.Get(NetworkOptions.Scale), [.. network.Get(NetworkOptions.Mean)], [.. network.Get(NetworkOptions.Deviation)], cache),
        };
    }
}
