using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Glissade.Cli.Tests.Downloads;

/// <summary>An HTTP server on this machine that answers one request a connection with what a function says.</summary>
internal sealed class SmallServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<SmallRequest, SmallResponse> answer;
    private readonly Task loop;

    public SmallServer(Func<SmallRequest, SmallResponse> answer)
    {
        this.answer = answer;
        listener.Start();
        loop = Task.Run(Serve);
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What has been asked for so far.</summary>
    public List<SmallRequest> Requests { get; } = [];

    public void Dispose()
    {
        listener.Stop();
        loop.Wait();
        listener.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                using NetworkStream stream = client.GetStream();
                SmallRequest request = await Read(stream);
                Requests.Add(request);
                SmallResponse response = answer(request);
                string head = $"HTTP/1.1 {response.Status}\r\nContent-Length: {response.ClaimedLength ?? response.Body.Length}\r\n" +
                    string.Concat(response.Headers.Select(header => header + "\r\n")) + "Connection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(response.Body);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over.
                return;
            }
            catch (IOException)
            {
                // The client has hung up.
            }
        }
    }

    private static async Task<SmallRequest> Read(NetworkStream stream)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            text.Append((char)one[0]);
        string[] lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new SmallRequest(lines[0].Split(' ')[1], Header(lines, "Range"), Header(lines, "If-Range"));
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}

/// <summary>What a client asks for.</summary>
internal sealed record SmallRequest(string Path, string? Range, string? IfRange);

/// <summary>What it is answered. A claimed length beyond the body's breaks the connection off.</summary>
internal sealed record SmallResponse(string Status, byte[] Body, string[] Headers, int? ClaimedLength = null);
