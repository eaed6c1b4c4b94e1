using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>A page of a headless Chromium, driven over its DevTools protocol.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));
    private string _session = "";
    private int _commands;

    private HeadlessBrowser()
    {
    }

    /// <summary>Errors on the console, exceptions and failed requests since the page was opened.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Opens a page, of a reader who has seen none before.</summary>
    public static async Task<HeadlessBrowser> OpenAsync(ChromiumProcess chromium, string file, int width, int height)
    {
        var browser = new HeadlessBrowser();
        try
        {
            await browser._socket.ConnectAsync(await chromium.AddressAsync(), browser._deadline.Token);
            await browser.AttachAsync();
            await browser.ResizeAsync(width, height);
            await browser.NavigateAsync(new Uri(file).AbsoluteUri);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address and waits until it is loaded.</summary>
    public async Task NavigateAsync(string address)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address });
        await UntilAsync("document.readyState === 'complete'");
    }

    /// <summary>Gives the page another size.</summary>
    public Task ResizeAsync(int width, int height) => SendAsync(
        "Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>Chooses the theme that the reader prefers, or paper instead of a screen.</summary>
    public Task EmulateAsync(string scheme, string media = "screen") => SendAsync(
        "Emulation.setEmulatedMedia",
        new JsonObject { ["media"] = media, ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    /// <summary>The value of an expression in the page.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonNode result = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return result["exceptionDetails"] is { } problem
            ? throw new InvalidOperationException($"{expression}: {problem.ToJsonString()}")
            : result["result"]!["value"].Deserialize<T>(s_json)!;
    }

    /// <summary>Waits until an expression is true; a problem in the page ends the waiting.</summary>
    public async Task UntilAsync(string expression)
    {
        while (!await EvaluateAsync<bool>(expression))
        {
            if (Problems.Count > 0)
            {
                throw new InvalidOperationException($"While waiting for {expression}: {Problems[0]}");
            }

            await Task.Delay(20, _deadline.Token);
        }
    }

    /// <summary>Presses and releases a key.</summary>
    public async Task PressAsync(string key, string text = "")
    {
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = Code(key), ["text"] = type == "keyDown" ? text : "" });
        }
    }

    /// <summary>A picture of what is seen, as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }))["data"]!.GetValue<string>());

    /// <summary>The page as it is printed, as PDF.</summary>
    public async Task<byte[]> PrintAsync() =>
        Convert.FromBase64String((await SendAsync("Page.printToPDF", new JsonObject { ["printBackground"] = true, ["preferCSSPageSize"] = true }))["data"]!.GetValue<string>());

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // The page goes with its connection.
        _socket.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Code(string key) => key switch { "Enter" => 13, "Escape" => 27, "Tab" => 9, "ArrowRight" => 39, "ArrowLeft" => 37, _ => 0 };

    private async Task AttachAsync()
    {
        JsonNode reader = await SendAsync("Target.createBrowserContext", new JsonObject { ["disposeOnDetach"] = true });
        JsonNode target = await SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = reader["browserContextId"]!.GetValue<string>() });
        JsonNode attached = await SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        _session = attached["sessionId"]!.GetValue<string>();
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await SendAsync(domain + ".enable");
        }
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        int id = ++_commands;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (_session.Length > 0)
        {
            command["sessionId"] = _session;
        }

        await _socket.SendAsync(Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, true, _deadline.Token);
        while (true)
        {
            JsonNode message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]?.ToJsonString()}");
            }

            Watch(message);
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var text = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _deadline.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }

    private void Watch(JsonNode message)
    {
        string method = message["method"]?.GetValue<string>() ?? "";
        bool isProblem = method is "Runtime.exceptionThrown" or "Network.loadingFailed"
            || (method == "Log.entryAdded" && message["params"]!["entry"]!["level"]!.GetValue<string>() == "error")
            || (method == "Runtime.consoleAPICalled" && message["params"]!["type"]!.GetValue<string>() is "error" or "warning" or "assert");
        if (isProblem)
        {
            Problems.Add(message.ToJsonString());
        }
    }
}
