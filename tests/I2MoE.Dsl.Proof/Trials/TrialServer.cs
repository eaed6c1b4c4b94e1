using System.Runtime.Loader;
using System.Text.Json;
using I2MoE.Dsl;
using TorchSharp;

namespace I2MoE.Proof.Trials;

/// <summary>The other end of <see cref="TrialProcess"/>: tries the models that it is sent, a line of JSON each, and answers with a line each.</summary>
internal static class TrialServer
{
    /// <summary>The argument that makes this program a server.</summary>
    public const string Argument = "--serve-trials";

    /// <summary>Answers until the input ends.</summary>
    public static void Run()
    {
        // A name that only this project would load libtorch by.
        TorchNative.EnsureRegistered();
        torch.set_num_threads(1);
        TextWriter answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        AssemblyLoadContext? context = null;
        string loaded = "";
        while (Console.In.ReadLine() is { } line)
        {
            TrialRequest request = JsonSerializer.Deserialize<TrialRequest>(line)!;
            if (context is null || loaded != request.Assembly)
            {
                context?.Unload();
                context = new AssemblyLoadContext(request.Assembly, isCollectible: true);
                context.LoadFromAssemblyPath(request.Assembly);
                loaded = request.Assembly;
            }

            TrialOutcome outcome = Trial.Run(context.Assemblies.Single().GetType(request.ClassName, throwOnError: true)!, request.Claims, request.Seed);
            answers.WriteLine(JsonSerializer.Serialize(outcome));
            answers.Flush();
        }
    }
}
