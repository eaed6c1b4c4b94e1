namespace I2MoE.Dsl.Interchange;
/// <summary>tmp</summary>
internal static class ModelWeights { public static void Save(object m, string p) { } public static void Load(object m, string p) { } }
/// <summary>tmp</summary>
public class ModelWeightsException : Exception { }
