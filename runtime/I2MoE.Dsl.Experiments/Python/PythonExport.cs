using System.Text.Json.Nodes;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Python;

/// <summary>Writes a folder with a PyTorch module of a model: <c>model.py</c>, its weights, and the standardisation of its features where it has one.</summary>
internal static class PythonExport
{
    /// <summary>Writes the folder; other files in it stay.</summary>
    /// <exception cref="ExperimentException">A part of the model is a class of the user's.</exception>
    public static void Save(MultimodalModel model, Preprocessing preprocessing, string folder)
    {
        string text = new PythonModule(model, preprocessing).Write();
        Directory.CreateDirectory(folder);
        model.Save(Path.Combine(folder, "weights.safetensors"));
        RunFolder.Write(Path.Combine(folder, "model.py"), text);
        string scaling = Path.Combine(folder, "preprocessing.json");
        if (preprocessing.Standardiser is { } standardiser)
        {
            RunFolder.Write(scaling, Scaling(standardiser).ToJsonString());
        }
        else
        {
            File.Delete(scaling);
        }
    }

    private static JsonObject Scaling(Standardiser standardiser) => new(standardiser.Mean.Select(pair => KeyValuePair.Create<string, JsonNode?>(
        pair.Key, new JsonObject { ["mean"] = Numbers(pair.Value), ["deviation"] = Numbers(standardiser.Deviation[pair.Key]) })));

    private static JsonArray Numbers(double[] values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
}
