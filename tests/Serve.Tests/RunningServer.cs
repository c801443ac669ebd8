using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Glissade.Serve.Tests;

/// <summary>A server on a free port and a client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private RunningServer(WebApplication server)
    {
        this.server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<RunningServer> Start(ExtremeClassifier model, ServeOptions? options = null)
    {
        WebApplication server = ModelServer.Create(model, "localhost", 0, options);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(server);
    }

    /// <summary>Posts a question as it is; status and answer.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Ask(string json)
    {
        using StringContent content = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PostAsync("/predict", content, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonElement.Parse(text));
    }

    public static string Question(SparseVector features, string more = "")
    {
        StringBuilder text = new("{\"features\":{");
        for (int i = 0; i < features.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}\"{features.Ids[i]}\":{features.Values[i]}");
        return text.Append('}').Append(more).Append('}').ToString();
    }

    /// <summary>Ends the server as an interrupt does.</summary>
    public Task Stop() => server.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}
