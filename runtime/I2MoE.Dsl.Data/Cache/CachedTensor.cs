namespace I2MoE.Dsl.Data.Cache;

/// <summary>Where the values of a modality lie.</summary>
/// <param name="Name">The name of the modality; none for the labels.</param>
/// <param name="Place">Their file, in the folder of the cache unless its path is full.</param>
/// <param name="Shape">Their shape.</param>
/// <param name="IsWhole">Whether they are int64 and not float32.</param>
/// <param name="Features">The names of the features; null where they have none.</param>
/// <param name="Tokens">The tokens in the order of their ids; null where the values are no text.</param>
internal sealed record CachedTensor(string Name, FilePlace Place, long[] Shape, bool IsWhole, IReadOnlyList<string>? Features, IReadOnlyList<string>? Tokens = null);
