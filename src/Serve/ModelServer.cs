using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glissade.Serve;

/// <summary>A server with nothing but a model's endpoints.</summary>
public static class ModelServer
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes a server that is not started yet. It stops accepting on SIGINT or SIGTERM and lets requests under way finish, for ten
    /// seconds at most. Warnings and errors go to standard error.
    /// </summary>
    /// <param name="model">What answers; it must outlive the server.</param>
    /// <param name="host">"localhost" for this machine only, an IP address of it, or "*" for all of them; no other name.</param>
    /// <param name="port">A port, or 0 for one that is free (the server's addresses then tell which).</param>
    /// <param name="options">Bounds; by default those of <see cref="ServeOptions"/>.</param>
    /// <exception cref="ArgumentException">The host is none of these, or the port or a bound is out of range.</exception>
    public static WebApplication Create(ExtremeClassifier model, string host, int port, ServeOptions? options = null)
    {
        Action<KestrelServerOptions> listen = Listener(host, port);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            // What keeps the server from starting is thrown as well.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = ShutdownTime);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            listen(kestrel);
        });
        WebApplication application = builder.Build();
        application.MapGlissade(model, options);
        return application;
    }

    /// <summary>Names other than localhost are refused: the framework would take any for "all addresses".</summary>
    private static Action<KestrelServerOptions> Listener(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new ArgumentOutOfRangeException(nameof(port), port, $"a port is from 0 to {IPEndPoint.MaxPort}");
        if (host == "*")
            return kestrel => kestrel.ListenAnyIP(port);
        if (host == "localhost" && port != 0)
            return kestrel => kestrel.ListenLocalhost(port);
        // A free port cannot be found on both loopback addresses at once.
        if (host == "localhost")
            return kestrel => kestrel.Listen(IPAddress.Loopback, port);
        return IPAddress.TryParse(host, out IPAddress? address)
            ? kestrel => kestrel.Listen(address, port)
            : throw new ArgumentException($"found host \"{host}\", expected localhost, an IP address or *", nameof(host));
    }
}
