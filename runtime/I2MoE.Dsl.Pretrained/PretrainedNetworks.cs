using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Pretrained;

/// <summary>Networks that were trained elsewhere, as ONNX: they make features of the pictures of an experiment (<c>network</c> in its data section).</summary>
public static class PretrainedNetworks
{
    /// <summary>
    /// Lets experiments of this program run networks, by ONNX Runtime on the CPU. To be called once, before anything is read. The program needs the package
    /// Microsoft.ML.OnnxRuntime, too, which has the native library.
    /// </summary>
    public static void Use() => PictureNetworks.Use((file, size) => new OnnxPictureNetwork(file, size));
}
