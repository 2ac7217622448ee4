import sys

from vatman.config.command import main

sys.exit(main())
