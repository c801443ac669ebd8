using System.CommandLine;
using System.Net.Sockets;
using Glissade.Cli.Options;
using Glissade.Serve;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Glissade.Cli.Commands;

/// <summary>glissade serve: answers over HTTP until it is interrupted.</summary>
internal sealed class ServeCommand
{
    private const string DefaultHost = "localhost";
    private const int DefaultPort = 8080;

    private static readonly ServeOptions Defaults = new();

    private readonly Terminal terminal;
    private readonly CancellationToken stop;
    private readonly Argument<string> model = SharedOptions.Model();
    private readonly Option<string?> host = new("--host")
    {
        HelpName = "HOST",
        Description = $"IP address to listen on; * for all of this machine's, which anybody may then ask [default: {DefaultHost}]",
    };

    private readonly Option<int?> port = OptionFactory.Number<int>("--port", "N",
        $"port to listen on; 0 for a free one [default: {DefaultPort}]");
    private readonly Option<int?> threads = SharedOptions.Threads("requests answered at the same time [default: one for each processor]");
    private readonly Option<int?> waiting = OptionFactory.Number<int>(
        "--waiting", "N", $"requests that may wait; further ones get status 503 [default: {Defaults.MaxWaiting}]");

    private readonly LabelMaskOptionSet mask = new(
        "never answer labels that this file, for instance the training data, gives for the identical query");

    private readonly RetrievalOptionSet retrieval = new("whether every label is scored, or those that an index finds [default: exact]");

    private ServeCommand(Terminal terminal, CancellationToken stop)
    {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        ServeCommand action = new(terminal, stop);
        Command command = new(
            "serve", "Answers over HTTP: POST /predict, GET /healthz, GET /metrics, and a page to try it at /. Ctrl-C ends it.");
        command.Arguments.Add(action.model);
        foreach (Option option in (IEnumerable<Option>)
            [action.host, action.port, action.threads, action.waiting, .. action.retrieval.All, .. action.mask.All])
        {
            command.Options.Add(option);
        }
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(model);
        int number = parsed.GetValue(port) ?? DefaultPort;
        if (number is < 0 or > 65535)
            throw new UsageException($"{port.Name} must be from 0 to 65535, but is {number}");
        ServeOptions options = Defaults with
        {
            MaxConcurrency = parsed.Positive(threads, Defaults.MaxConcurrency),
            MaxWaiting = parsed.GetValue(waiting) ?? Defaults.MaxWaiting,
        };
        if (options.MaxWaiting < 0)
            throw new UsageException($"{waiting.Name} must not be negative, but is {options.MaxWaiting}");
        mask.Check(parsed);
        retrieval.Check(parsed);
        using ExtremeClassifier opened = retrieval.Open(parsed, path);
        opened.Verify(stop);
        // What the questions to come are like, only the model can tell.
        using HashedRetrieval? index = retrieval.Build(parsed, opened, new DatasetBuilder().Build(), options.MaxConcurrency);
        options = options with { Retrieval = index, Mask = mask.Read(parsed, new DataReadOptions().Fitting(opened)) };
        Serve(opened, parsed.GetValue(host) ?? DefaultHost, number, options).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }

    private async Task Serve(ExtremeClassifier opened, string address, int number, ServeOptions options)
    {
        await using WebApplication server = ModelServer.Create(opened, address, number, options);
        try
        {
            await server.StartAsync(stop);
        }
        catch (SocketException exception)
        {
            throw new UsageException($"cannot listen on {address}, port {number}: {exception.Message}");
        }
        terminal.Say($"listening on {string.Join(", ", server.Urls)}; Ctrl-C ends it");
        using (stop.Register(server.Lifetime.StopApplication))
            await server.WaitForShutdownAsync(CancellationToken.None);
    }
}
