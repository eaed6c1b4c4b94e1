namespace I2MoE.Dsl.Data;

/// <summary>Opens networks that make features of pictures, once a package that can is there.</summary>
internal static class PictureNetworks
{
    private static Func<NetworkFile, ImageLayout, IPictureNetwork>? s_open;

    /// <summary>Says how networks are opened from now on.</summary>
    /// <param name="open">Opens one for pictures of a size.</param>
    public static void Use(Func<NetworkFile, ImageLayout, IPictureNetwork> open) => s_open = open;

    /// <summary>Opens a network, to be disposed.</summary>
    /// <exception cref="DatasetException">No package can, or the file is no network for such pictures.</exception>
    public static IPictureNetwork Open(NetworkFile file, ImageLayout size) => s_open?.Invoke(file, size) ?? throw new DatasetException(
        "this program does not run networks. Add the packages I2MoE.Dsl.Pretrained and Microsoft.ML.OnnxRuntime, and call I2MoE.Dsl.Pretrained.PretrainedNetworks.Use() before anything else; the command i2moe has both.", file.Paths[0]);
}
