using I2MoE.Dsl.Data;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Tests.Data;

/// <summary>Small files as NumPy, h5py, Pillow and others write them.</summary>
internal static class FoundFiles
{
    public static string At(string path) => Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Tests", "Data", "Files", path);

    /// <summary>The layout of two modalities A and B, and labels.</summary>
    public static ArrayLayout AandB { get; } = new() { Modalities = new Dictionary<string, string> { ["A"] = "a", ["B"] = "b" } };
}
