using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>A server that speaks the part of MLflow's REST API 2.0 that runs need, and refuses what its documentation does not allow.</summary>
internal sealed class MlflowStub : IDisposable
{
    private const string Root = "/api/2.0/mlflow/";
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _experiments = [];

    public MlflowStub()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    public List<string> Calls { get; } = [];

    public List<string> Problems { get; } = [];

    public List<string> Authorizations { get; } = [];

    public Dictionary<string, string> Parameters { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public List<(string Key, double Value, long Step)> Metrics { get; } = [];

    public List<string> Statuses { get; } = [];

    /// <summary>How many of the next calls answer 503.</summary>
    public int Outages { get; set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                (int status, string answer) = Answer(context.Request);
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private (int Status, string Answer) Answer(HttpListenerRequest request)
    {
        string path = request.Url!.AbsolutePath;
        if (Outages > 0)
        {
            Outages--;
            return (503, "<html>down</html>");
        }

        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            Problems.Add($"unknown path {path}");
            return (404, "");
        }

        Authorizations.Add(request.Headers["Authorization"] ?? "");
        string call = path[Root.Length..];
        Calls.Add(call);
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        JsonNode? body = request.HttpMethod == "POST" ? JsonNode.Parse(reader.ReadToEnd()) : null;
        return call switch
        {
            "experiments/get-by-name" => _experiments.TryGetValue(request.QueryString["experiment_name"]!, out string? id)
                ? (200, $$"""{ "experiment": { "experiment_id": "{{id}}", "lifecycle_stage": "active" } }""")
                : (404, """{ "error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Could not find experiment" }"""),
            "experiments/create" => (200, $$"""{ "experiment_id": "{{_experiments[(string)body!["name"]!] = "7"}}" }"""),
            "runs/create" => CreateRun(body!),
            "runs/log-batch" => LogBatch(body!),
            "runs/update" => Update(body!),
            _ => Refuse($"unknown call {call}"),
        };
    }

    private (int Status, string Answer) CreateRun(JsonNode body)
    {
        foreach (JsonNode? tag in body["tags"]!.AsArray())
        {
            Tags[(string)tag!["key"]!] = (string)tag["value"]!;
        }

        return (string?)body["experiment_id"] == "7" && (long)body["start_time"]! > 1_600_000_000_000 && (string?)body["run_name"] is not null
            ? (200, """{ "run": { "info": { "run_id": "abc" } } }""")
            : Refuse("runs/create");
    }

    private (int Status, string Answer) LogBatch(JsonNode body)
    {
        JsonArray metrics = body["metrics"]?.AsArray() ?? [];
        JsonArray parameters = body["params"]?.AsArray() ?? [];
        if ((string?)body["run_id"] != "abc" || metrics.Count > 1000 || parameters.Count > 100 || metrics.Count + parameters.Count == 0)
        {
            return Refuse("runs/log-batch");
        }

        foreach (JsonNode? metric in metrics)
        {
            _ = (long)metric!["timestamp"]!;
            Metrics.Add(((string)metric["key"]!, (double)metric["value"]!, (long)metric["step"]!));
        }

        foreach (JsonNode? parameter in parameters)
        {
            if (!Parameters.TryAdd((string)parameter!["key"]!, (string)parameter["value"]!))
            {
                return Refuse("a parameter is given twice");
            }
        }

        return (200, "{}");
    }

    private (int Status, string Answer) Update(JsonNode body)
    {
        Statuses.Add((string)body["status"]!);
        return (string?)body["run_id"] == "abc" ? (200, """{ "run_info": {} }""") : Refuse("runs/update");
    }

    private (int Status, string Answer) Refuse(string what)
    {
        Problems.Add(what);
        return (400, """{ "error_code": "INVALID_PARAMETER_VALUE", "message": "no" }""");
    }
}
