using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glissade.Serve;

/// <summary>A server with nothing but a model's endpoints.</summary>
public static class ModelServer
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes a server that is not started yet. It stops accepting on SIGINT or SIGTERM and lets requests under way finish, for ten seconds at
    /// most. Warnings and errors go to standard error.
    /// </summary>
    /// <param name="model">What answers; it must outlive the server.</param>
    /// <param name="host">"localhost" for this machine only, an address of it, or "*" for all of them.</param>
    /// <param name="port">A port, or 0 for one that is free (the server's addresses then tell which).</param>
    /// <param name="options">Bounds; by default those of <see cref="ServeOptions"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of range.</exception>
    public static WebApplication Create(ExtremeClassifier model, string host, int port, ServeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = ShutdownTime);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A free port cannot be found on both loopback addresses at once.
        string bound = host == "localhost" && port == 0 ? "127.0.0.1" : host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        builder.WebHost.UseUrls($"http://{bound}:{port.ToString(CultureInfo.InvariantCulture)}");
        WebApplication application = builder.Build();
        application.MapGlissade(model, options);
        return application;
    }
}
