namespace I2MoE.Dsl;

/// <summary>What to say where the native part of TorchSharp is not there. TorchSharp itself prints every place where it looked.</summary>
internal static class MissingLibtorch
{
    /// <summary>The message.</summary>
    public static string Message { get; } =
        $"libtorch is not among the files of this program, so that no tensor can be made. Add the package TorchSharp-cpu (or TorchSharp-cuda-linux, TorchSharp-cuda-windows), version {typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(fieldCount: 3)}, to its project.";

    /// <summary>Whether <paramref name="exception"/> says that the native part cannot be loaded.</summary>
    public static bool IsCauseOf(Exception exception) =>
        (exception is DllNotFoundException && exception.Message == Message)
        || (exception is TypeInitializationException { TypeName: { } type } && type.StartsWith("TorchSharp", StringComparison.Ordinal));
}
